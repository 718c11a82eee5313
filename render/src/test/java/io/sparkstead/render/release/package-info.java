/** What a release promises to those who have the one before: docs/versions.md. */
package io.sparkstead.render.release;
