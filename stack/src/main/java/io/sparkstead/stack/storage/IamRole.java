package io.sparkstead.stack.storage;

import java.util.regex.Pattern;

/**
 * A role of AWS that pods may take.
 *
 * @param arn {@code arn:aws:iam::111122223333:role/spark}; the name may have a path before it
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns">
 *     ARNs of IAM</a>
 */
public record IamRole(String arn) {

  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws(-[a-z]+)*:iam::\\d{12}:role/([\\x21-\\x2e\\x30-\\x7e]+/)*[\\w+=,.@-]{1,64}");

  public IamRole {
    if (!ARN.matcher(arn).matches()) {
      throw new IllegalArgumentException(
          "'"
              + arn
              + "' is not the ARN of a role; copy it from IAM, as in"
              + " arn:aws:iam::111122223333:role/spark");
    }
  }

  @Override
  public String toString() {
    return arn;
  }
}
