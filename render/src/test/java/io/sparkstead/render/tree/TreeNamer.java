package io.sparkstead.render.tree;

import java.io.File;
import java.nio.file.Path;
import org.approvaltests.namer.ApprovalNamer;

/** Names a file of the approved tree by its own path, and keeps what was received out of it. */
record TreeNamer(Path approved, Path received) implements ApprovalNamer {

  @Override
  public File getApprovedFile(String extensionWithDot) {
    return approved.toFile();
  }

  @Override
  public File getReceivedFile(String extensionWithDot) {
    return received.toFile();
  }

  @Override
  public String getApprovalName() {
    return approved.getFileName().toString();
  }

  @Override
  public String getSourceFilePath() {
    return approved.getParent().toString();
  }

  @Override
  public ApprovalNamer addAdditionalInformation(String information) {
    throw new UnsupportedOperationException("a tree has one approved file per path");
  }

  @Override
  public String getAdditionalInformation() {
    return "";
  }
}
