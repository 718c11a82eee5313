"""What stands in for what no registry of packages has. Everything else is done as the Dockerfile says.

| the Dockerfile wants                            | the image gets                                       |
| ----------------------------------------------- | ---------------------------------------------------- |
| ubi9/openjdk-17, ubi9/ubi-minimal               | Debian's root file system, with UBI's default user   |
| packages by microdnf                            | the Debian packages of PACKAGES                      |
| python3.x by microdnf                           | a CPython of that line from this machine             |
| Spark's archive                                 | the same files from PyPI's pyspark of that version   |
| entrypoint.sh and decom.sh in that archive      | the two scripts in spark/, of the same behaviour     |
| the archive's signature                         | nothing: taken for good, as PyPI's checksum was      |
| jars by Maven in the build stage                | the same jars, fetched by Maven on this machine      |
| tini of its GitHub release, and its checksum    | Debian's tini-static, the checksum passed over       |
| authorities that browsers trust                 | Debian's, and one that vouches for AWS's stand-in    |
| update-ca-trust                                 | Debian's update-ca-certificates, and UBI's paths     |
"""

import hashlib
import inspect
import os
import re
import shutil
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from dockerfile import Refused

HERE = Path(__file__).resolve().parent
SUITE = "bookworm"
TINI = Path("/usr/bin/tini-static")
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Base(NamedTuple):
    """What an image that nobody here can pull is known to say of itself."""

    user: str
    workdir: str


BASES = {
    "registry.access.redhat.com/ubi9/openjdk-17": Base("185", "/home/default"),
    "registry.access.redhat.com/ubi9/ubi-minimal": Base("", "/"),
}

# Debian names of UBI packages; none where the root file system has it already or nothing of it is run.
PACKAGES = {
    "gnupg2": [],
    "gzip": [],
    "tar": [],
    "java-17-openjdk-headless": ["openjdk-17-jre-headless"],
    "procps-ng": ["procps"],
    "shadow-utils": [],
}
LINKS = {"java-17-openjdk-headless": ("usr/lib/jvm/jre-17", "java-17-openjdk-amd64")}
# Debian has them from the start, ubi-minimal has not.
ACCOUNTS = ["useradd", "usermod", "userdel", "groupadd", "groupmod", "groupdel"]
# What a CPython of this machine is linked with.
PYTHON_LIBRARIES = [
    "libbz2-1.0", "libexpat1", "libffi8", "liblzma5", "libncursesw6", "libreadline8",
    "libsqlite3-0", "libssl3", "libuuid1", "zlib1g",
]  # fmt: skip

SPARK_ARCHIVE = re.compile(r".*/(spark-([\d.]+)-bin-hadoop3\.tgz)")
# Where UBI has what is to be trusted, and whom all of it is read from.
ANCHORS = "etc/pki/ca-trust/source/anchors"
BUNDLE = "etc/pki/tls/certs/ca-bundle.crt"
ONE_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", re.DOTALL)
# Where a folder of PyPI's package lies in the distribution.
DISTRIBUTION = {
    "deps/bin": "bin",
    "deps/sbin": "sbin",
    "deps/jars": "jars",
    "deps/data": "data",
    "deps/examples": "examples/src/main/python",
    "pyspark": "python/pyspark",
    "lib": "python/lib",
}
SCRIPTS = "kubernetes/dockerfiles/spark"


def base(image):
    name = re.sub(r"[:@].*", "", image)
    if name not in BASES:
        raise Refused(f"base image {image} has no stand-in: give it a line in BASES of {__file__}")
    return BASES[name]


def python_of(line):
    """The prefix of a CPython of `line`, such as 3.12: a variable's, or pyenv's."""
    variable = "SPARKSTEAD_PYTHON_" + line.replace(".", "_")
    named = os.environ.get(variable)
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates = [Path(named)] if named else sorted((root / "versions").glob(f"{line}.*"))
    for prefix in reversed(candidates):
        if (prefix / "bin" / f"python{line}").exists():
            return prefix
    raise Refused(
        f"there is no CPython {line} on this machine, which the image needs: install one by pyenv,"
        f" or name its prefix in {variable}"
    )


def mirror(suite):
    """Where this machine has packages of `suite` from, or a variable says."""
    named = os.environ.get("SPARKSTEAD_DEBIAN")
    if named:
        return named + ("-security" if suite.endswith("-security") else "")
    form = "$(CODENAME) $(REPO_URI)"
    listed = run("apt-get", "indextargets", "--format", form, "Created-By: Packages")
    for line in listed.splitlines():
        codename, uri = line.split()
        if codename == suite:
            return uri
    raise Refused(
        f"this machine has no packages of Debian's {suite}; name a mirror of Debian in SPARKSTEAD_DEBIAN"
    )


def authority(folder):
    """The certificate of who vouches for services outside the cluster that have a stand-in."""
    certificate = folder / "ca.crt"
    if not certificate.exists():
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / "ca.crt.part"
        key = ["-newkey", "rsa:2048", "-nodes", "-keyout", folder / "ca.key"]
        run("openssl", "req", "-x509", *key, "-days", "3650", "-subj", "/CN=stand-in", "-out", new)
        new.rename(certificate)
    return certificate


def make_root(folder, trusted):
    """Debian's root file system, as near to ubi-minimal as that is."""
    archive = mirror(SUITE)
    run("debootstrap", "--variant=minbase", SUITE, str(folder), archive)
    sources = f"deb {archive} {SUITE} main\ndeb {mirror(SUITE + '-security')} {SUITE}-security main\n"
    (folder / "etc/apt/sources.list").write_text(sources)
    (folder / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (folder / "usr/sbin/policy-rc.d").chmod(0o755)
    (folder / "etc/resolv.conf").touch()
    run("chroot", folder, "apt-get", "-qq", "update")
    run("chroot", folder, "apt-get", "clean")
    # Debian's Java and OpenSSL take it over when they are installed.
    authorities = folder / "usr/local/share/ca-certificates"
    authorities.mkdir(parents=True, exist_ok=True)
    shutil.copy(trusted, authorities / "stand-in.crt")
    for name in ACCOUNTS:
        (folder / "usr/sbin" / name).rename(folder / "usr/sbin" / hidden(name))
    # Device nodes are the container runtime's.
    shutil.rmtree(folder / "dev")
    (folder / "dev").mkdir()


def hidden(name):
    return f".{name}"


def root_key(trusted):
    code = inspect.getsource(make_root), inspect.getsource(hidden)
    return digest(SUITE, mirror(SUITE), ACCOUNTS, sha256(trusted), *code)


class Commands:
    """Answers for the programs that a RUN instruction may not run as they are."""

    def __init__(self, downloads, root):
        self.downloads = Path(downloads)
        self.root = Path(root)

    def answer(self, name, at, arguments, script):
        """(exit code, text, file below downloads, where the program would have put it)"""
        return getattr(self, name.replace("-", "_"))(at, arguments, script)

    def microdnf(self, _, arguments, __):
        verb, *names = [word for word in arguments if not word.startswith("-")]
        if verb == "clean":
            return done()
        if verb != "install":
            raise Refused(f"microdnf {verb} has no stand-in: install and clean have")
        packages = []
        for name in names:
            packages += self.debian(name)
        if packages:
            self.apt(packages)
        for name in names:
            self.complete(name)
        return done()

    def apt(self, packages):
        # Its documentation is left out of the small root, and Java's packages stumble over that.
        (self.root / "usr/share/man/man1").mkdir(parents=True, exist_ok=True)
        apt = ["apt-get", "-qq", "-y", "--no-install-recommends"]
        run("chroot", self.root, *apt, "install", *packages)
        run("chroot", self.root, *apt, "clean")

    def update_ca_trust(self, _, __, ___):
        # UBI has it from the start.
        self.apt(["ca-certificates"])
        local = self.root / "usr/local/share/ca-certificates"
        # Debian reads one of a file, and hands them on to Java when that is installed.
        for file in sorted((self.root / ANCHORS).iterdir()):
            for number, certificate in enumerate(ONE_CERTIFICATE.findall(file.read_text()), start=1):
                (local / f"{file.stem}-{number}.crt").write_text(certificate)
        run("chroot", self.root, "update-ca-certificates")
        bundle = self.root / BUNDLE
        bundle.parent.mkdir(parents=True, exist_ok=True)
        bundle.unlink(missing_ok=True)
        bundle.symlink_to(CERTIFICATES)
        return done()

    def debian(self, name):
        if name.startswith("python3."):
            return [] if name.endswith("-pip") else PYTHON_LIBRARIES
        if name not in PACKAGES:
            raise Refused(f"package {name} has no stand-in: give it a line in PACKAGES of {__file__}")
        return PACKAGES[name]

    def complete(self, name):
        """What there is to a package besides Debian's."""
        if name in LINKS:
            link, target = LINKS[name]
            (self.root / link).symlink_to(target)
        if name == "shadow-utils":
            for account in ACCOUNTS:
                (self.root / "usr/sbin" / hidden(account)).rename(self.root / "usr/sbin" / account)
        if name.startswith("python3."):
            line, _, pip = name.removeprefix("python").partition("-")
            self.python(line, pip == "pip")

    def python(self, line, pip):
        prefix = python_of(line)
        library = f"lib/python{line}"
        to = self.root / "usr/local"
        if pip:
            for part in (prefix / library / "site-packages").glob("pip*"):
                shutil.copytree(part, to / library / "site-packages" / part.name)
            return
        left_out = shutil.ignore_patterns("__pycache__", "site-packages", "test", "*.a", "config-*")
        shutil.copytree(prefix / library, to / library, symlinks=True, ignore=left_out)
        for shared in (prefix / "lib").glob(f"libpython{line}.so*"):
            shutil.copy2(shared, to / "lib", follow_symlinks=False)
        program = f"python{line}"
        shutil.copy2(prefix / "bin" / program, to / "bin" / program)
        (to / library / "site-packages").mkdir()
        # Where UBI has it. It finds its library by where the link leads.
        (self.root / "usr/bin" / program).symlink_to(f"../local/bin/{program}")
        run("chroot", self.root, "ldconfig")

    def curl(self, _, arguments, __):
        target = arguments[arguments.index("--output") + 1]
        url = arguments[-1]
        if archive := SPARK_ARCHIVE.fullmatch(url):
            return done(file=self.spark(archive[2]), target=target)
        if re.search(r"/tini-static-amd64$", url):
            if not TINI.exists():
                raise Refused(f"{TINI} is not there: apt-get install tini")
            shutil.copy2(TINI, self.downloads / TINI.name)
            return done(file=TINI.name, target=target)
        if url.endswith((".asc", "/KEYS")):
            (self.downloads / "nothing").touch()
            return done(file="nothing", target=target)
        raise Refused(f"{url} has no stand-in: give it one in {__file__}")

    def spark(self, version):
        """The distribution's archive, made of PyPI's."""
        top = f"spark-{version}-bin-hadoop3"
        scripts = sorted((HERE / "spark").iterdir())
        made = self.downloads / f"{top}-{fingerprint(*scripts)}.tgz"
        if made.exists():
            return made.name
        source = self.downloads / f"pyspark-{version}.tar.gz"
        if not source.exists():
            wanted = ["--no-deps", "--no-binary", ":all:", f"pyspark=={version}"]
            run("python3", "-m", "pip", "download", "-q", *wanted, "-d", self.downloads)
        new = made.with_suffix(".part")
        # Hardly packed: it is unpacked at once.
        with tarfile.open(source) as old, tarfile.open(new, "w:gz", compresslevel=1) as archive:
            for member in old:
                name = distribution_name(member.name.partition("/")[2])
                if name:
                    member.name = f"{top}/{name}"
                    archive.addfile(member, old.extractfile(member) if member.isfile() else None)
            for script in scripts:
                member = tarfile.TarInfo(f"{top}/{SCRIPTS}/{script.name}")
                text = script.read_bytes()
                member.size, member.mode = len(text), 0o755
                archive.addfile(member, BytesIO(text))
        new.rename(made)
        return made.name

    def gpg(self, _, arguments, script):
        if "--verify" not in arguments:
            return done()
        signer = re.search(r"VALIDSIG \.\*([0-9A-F]{40})", script)
        return done(text=f"[GNUPG:] VALIDSIG of nobody, not verified: {signer[1]}")

    def mvn(self, at, arguments, _):
        options = dict(word[2:].split("=", 1) for word in arguments if re.match(r"-D\w+=", word))
        group, name, version = options["artifact"].split(":")
        jar = f"{name}-{version}.jar"
        if not (self.downloads / jar).exists():
            goal = next(word for word in arguments if word.endswith(":copy"))
            to = [f"-DoutputDirectory={self.downloads}", f"-Dartifact={group}:{name}:{version}"]
            run("mvn", "-B", "-q", goal, *to)
        return done(file=jar, target=f"{options['outputDirectory']}/{jar}")

    def sha256sum(self, at, arguments, _):
        sums = (self.root / at.lstrip("/") / arguments[-1]).read_text()
        if {line.split()[1] for line in sums.splitlines()} - {"tini-static-amd64", "tini-static-arm64"}:
            raise Refused(f"checksums of something else than tini have no stand-in: {sums}")
        return done(text="tini-static-amd64: Debian's, not verified")


def digest(*parts):
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:20]


def fingerprint(*paths):
    """What files are, by name, mode and bytes."""
    return digest(*(part for path in paths for part in (path.name, path.stat().st_mode, sha256(path))))


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


COMMANDS = ["microdnf", "curl", "gpg", "mvn", "sha256sum", "update-ca-trust"]


def done(text="", file="", target=""):
    return 0, text, file, target


def distribution_name(name):
    for old, new in DISTRIBUTION.items():
        if name == old or name.startswith(old + "/"):
            return new + name[len(old) :]
    return ""


def run(*command):
    command = [str(word) for word in command]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    if command[0] == "chroot":
        environment["PATH"] = PATH
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace",
    )  # fmt: skip
    if done.returncode:
        raise Refused(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-3000:]}")
    return done.stdout
