package io.sparkstead.stack.testing;

import java.io.File;
import java.nio.file.Path;
import org.approvaltests.namer.ApprovalNamer;

/**
 * Puts what a test received under {@code target/received}, whatever {@code namer} says: a source
 * folder holds sources. The approved file stays beside its test.
 */
record ReceivedUnderTarget(ApprovalNamer namer) implements ApprovalNamer {

  private static final Path RECEIVED = Path.of("target/received");

  @Override
  public File getReceivedFile(String extensionWithDot) {
    return RECEIVED.resolve(namer.getReceivedFile(extensionWithDot).getName()).toFile();
  }

  @Override
  public File getApprovedFile(String extensionWithDot) {
    return namer.getApprovedFile(extensionWithDot);
  }

  @Override
  public String getApprovalName() {
    return namer.getApprovalName();
  }

  @Override
  public String getSourceFilePath() {
    return namer.getSourceFilePath();
  }

  @Override
  public ApprovalNamer addAdditionalInformation(String information) {
    return new ReceivedUnderTarget(namer.addAdditionalInformation(information));
  }

  @Override
  public String getAdditionalInformation() {
    return namer.getAdditionalInformation();
  }
}
