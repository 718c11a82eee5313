package io.sparkstead.render.python;

/** A machine that images are built for, by the name that images have for it. */
public enum Architecture {
  AMD64("x86_64"),
  ARM64("aarch64");

  /** UBI 9 has the glibc 2.34. */
  private static final String GLIBC = "-manylinux_2_34";

  private final String machine;

  Architecture(String machine) {
    this.machine = machine;
  }

  /** As uv calls it: {@code x86_64-manylinux_2_34}. */
  String platform() {
    return machine + GLIBC;
  }

  /** What pip asks before it installs a package that is for this machine alone. */
  String marker() {
    return "; platform_machine == '" + machine + "'";
  }
}
