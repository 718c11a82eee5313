# Sparkstead with a JDK: an environment of one file is compiled when it is rendered.
#
#   mvn -B -DskipTests -Pdistribution verify
#   podman build --tag sparkstead .
#   podman run --rm --userns keep-id --volume "$PWD:/work" sparkstead --env-file mylab.java
#
# With docker, in place of --userns keep-id: --user "$(id -u):$(id -g)"
FROM registry.access.redhat.com/ubi9/openjdk-17:1.23-6.1762870924
ARG VERSION=0.1.0
LABEL org.opencontainers.image.base.name="registry.access.redhat.com/ubi9/openjdk-17:1.23-6.1762870924" \
    org.opencontainers.image.description="Spark on Kubernetes without an operator: Java in, a Kustomize tree out" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.title="sparkstead" \
    org.opencontainers.image.version="0.1.0"
ADD --chown=0:0 render/target/sparkstead-${VERSION}.tar.gz /opt/
ENV XDG_CACHE_HOME="/opt/sparkstead-cache"
USER 0:0
# Whoever runs it, finds the archive of classes that makes it start faster
RUN ln -s "/opt/sparkstead-${VERSION}/bin/sparkstead" /usr/local/bin/sparkstead \
 && sparkstead list \
 && chmod -R a+rX "${XDG_CACHE_HOME}"
USER 185:185
WORKDIR /work
HEALTHCHECK NONE
ENTRYPOINT ["sparkstead"]
