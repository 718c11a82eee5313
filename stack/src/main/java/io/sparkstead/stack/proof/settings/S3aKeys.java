package io.sparkstead.stack.proof.settings;

import java.util.List;

/**
 * What S3A reads, behind {@code fs.s3a.}, of the lines of Hadoop that Spark 3.5 and later bring.
 *
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/core-default.xml">
 *     core-default.xml</a>
 */
final class S3aKeys {

  static final List<String> ALL =
      List.of(
          """
          access.key accesspoint.arn accesspoint.required acl.default analytics.accelerator.enabled
          assumed.role.arn assumed.role.credentials.provider assumed.role.external.id
          assumed.role.policy assumed.role.session.duration assumed.role.session.name
          assumed.role.sts.endpoint assumed.role.sts.endpoint.region attempts.maximum
          audit.enabled audit.execution.interceptors audit.reject.out.of.span.operations
          audit.request.handlers audit.service.classname aws.credentials.provider
          aws.credentials.provider.mapping block.size buffer.dir bucket.probe bulk.delete.page.size
          change.detection.mode change.detection.source change.detection.version.required
          checksum.calculation.enabled checksum.generation checksum.algorithm checksum.validation
          classloader.isolation client.factory.class client.factory.impl committer.abort.pending.uploads
          committer.generate.uuid committer.magic.enabled committer.magic.track.commits.in.memory.enabled
          committer.name committer.require.uuid committer.staging.conflict-mode
          committer.staging.tmp.path committer.staging.unique-filenames committer.threads
          connection.acquisition.timeout connection.establish.timeout connection.expect.continue
          connection.idle.time connection.keepalive connection.maximum connection.part.upload.timeout
          connection.request.timeout connection.ssl.enabled connection.timeout connection.ttl
          create.checksum.algorithm create.conditional.enabled create.performance
          create.performance.enabled create.storage.class
          cross.region.access.enabled custom.signers delegation.token.binding
          delegation.token.credentials.provider directory.marker.retention directory.operations.purge.uploads
          downgrade.syncable.exceptions encryption.algorithm encryption.context encryption.cse.custom.keyring.class.name
          encryption.cse.kms.region encryption.cse.v1.compatibility.enabled encryption.key endpoint
          endpoint.fips endpoint.region etag.checksum.enabled executor.capacity experimental.fadvise
          experimental.input.fadvise ext.multipart.commit.consumes.upload.id
          fast.upload fast.upload.active.blocks fast.upload.buffer
          fast.upload.memory.limit fast.upload.queue.size fips.enabled getfileblocklocations impl
          input.async.drain.threshold input.fadvise input.stream.custom.factory input.stream.type
          iostatistics.logging.level list.version logging.header.audit max.error.retries
          max.total.tasks metadatastore.authoritative metadatastore.fail.on.write.error
          metadatastore.impl multiobjectdelete.enable multipart.purge multipart.purge.age
          multipart.size multipart.threshold multipart.uploads.enabled optimized.copy.from.local.enabled
          paging.maximum path.style.access performance.flags prefetch.block.count prefetch.block.size
          prefetch.block.cache.enabled prefetch.enabled prefetch.max.blocks.count proxy.domain
          proxy.host proxy.password proxy.port
          proxy.ssl.enabled proxy.username proxy.workstation readahead.range rename.reduced.read.visibility
          requester.pays.enabled retry.http.5xx.errors retry.interval retry.limit
          retry.throttle.interval retry.throttle.limit s3.client.factory.impl s3guard.ddb.table
          secret.key security.credential.provider.path select.enabled
          server-side-encryption-algorithm server-side-encryption.key session.token signature.cache.max.size
          signing-algorithm socket.recv.buffer socket.send.buffer ssl.channel.mode threads.core
          threads.keepalivetime threads.max user.agent.prefix vectored.active.ranged.reads
          vectored.read.max.merged.size vectored.read.min.seek.size
          xattr.cache.enabled"""
              .strip()
              .split("[ \n]+"));

  private S3aKeys() {}
}
