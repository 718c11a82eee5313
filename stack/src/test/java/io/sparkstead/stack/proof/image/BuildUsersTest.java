package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildUsersTest extends FamilyTest {

  BuildUsersTest() {
    super(BuildUsers::new);
    on(
        BuildUsers.ROOT_INSTALLS,
        "-m pip install as user 20001, who may not write there; say USER 0:0 before it",
        good -> good.replace(JUPYTER_IMAGE, "USER 0:0\n", ""));
    on(
        BuildUsers.ROOT_INSTALLS,
        "runs apt-get install -y curl as user 1000",
        good -> own("FROM debian:12\nUSER 1000:1000\nRUN apt-get install -y curl\n"));
    on(
        BuildUsers.ROOT_INSTALLS,
        "runs update-ca-certificates as user 1000",
        good -> own("FROM debian:12\nUSER 1000\nRUN update-ca-certificates\n"));
    on(
        BuildUsers.ROOT_INSTALLS,
        "runs pip install -r a.lock as user me",
        good -> own("FROM python:3 AS a\nUSER me\nFROM a\nRUN pip install -r a.lock\n"));
  }

  private static Altered own(String text) {
    return Altered.samples().newFile("images/own/Dockerfile", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM python:3\nRUN pip install -r a.lock\nUSER 1000\n",
        "FROM python:3\nUSER 1000\nUSER root\nRUN pip install -r a.lock\n",
        "FROM python:3\nUSER 1000\nRUN python3 -m venv /home/me/a && /home/me/a/bin/pip install a\n",
        "FROM python:3\nUSER 1000\nRUN pip install --user -r a.lock\n",
        "FROM python:3\nUSER 1000\nRUN pip install --target=/home/me/lib -r a.lock\n",
        "FROM jupyter/base:1\nRUN pip install -r a.lock\n",
        "FROM jupyter/base:1\nUSER ${NB_UID}\nRUN pip install -r a.lock\n",
        "FROM a:1\nUSER 1000\nRUN apt-get --version && pip list\n",
        "FROM a:1 AS a\nUSER 1000\nFROM b:1\nRUN dnf install -y a\n",
      })
  void who_may_install_passes(String text) {
    assertThat(said(own(text))).isEmpty();
  }
}
