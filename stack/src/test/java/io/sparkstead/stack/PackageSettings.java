package io.sparkstead.stack;

/** Read by ApprovalTests, which finds this class by its name, for this package and those below. */
public final class PackageSettings {

  public static final String UseApprovalSubdirectory = "approved";

  private PackageSettings() {}
}
