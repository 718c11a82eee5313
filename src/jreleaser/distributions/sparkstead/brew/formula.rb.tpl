# {{jreleaserCreationStamp}}
class {{brewFormulaName}} < Formula
  desc "{{projectDescription}}"
  homepage "{{projectLinkHomepage}}"
  url "{{distributionUrl}}"
  version "{{projectVersion}}"
  sha256 "{{distributionChecksumSha256}}"
  license "{{projectLicense}}"

  depends_on "openjdk@17"

  def install
    libexec.install Dir["*"]
    # Homebrew's JDK is on nobody's PATH.
    (bin/"sparkstead").write_env_script libexec/"bin/sparkstead", Language::Java.overridable_java_home_env("17")
    bash_completion.install_symlink libexec/"completion/sparkstead.bash" => "sparkstead"
    fish_completion.install_symlink libexec/"completion/sparkstead.fish"
    man1.install_symlink libexec/"man/man1/sparkstead.1"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/sparkstead --version")
  end
end
