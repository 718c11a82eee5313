package io.sparkstead.stack.preset;

import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.own.OwnVariable;
import io.sparkstead.stack.own.OwnVolume;
import io.sparkstead.stack.spark.SparkApplication;
import java.util.Objects;

/** What a person adds to the application of a {@link Workbench}: each is an argument of its own. */
sealed interface Addition {

  /** {@code application} with it. */
  SparkApplication to(SparkApplication application);

  /** Of {@link Workbench#conf}. */
  record Property(String key, String value) implements Addition {
    public Property {
      Objects.requireNonNull(key);
      Objects.requireNonNull(value);
    }

    @Override
    public SparkApplication to(SparkApplication application) {
      return application.conf(key, value);
    }
  }

  /** Of {@link Workbench#plugin}. */
  record OfPlugin(String prefix) implements Addition {
    public OfPlugin {
      Objects.requireNonNull(prefix);
    }

    @Override
    public SparkApplication to(SparkApplication application) {
      return application.plugin(prefix);
    }
  }

  /** Of {@link Workbench#label}. */
  record Label(String key, String value) implements Addition {
    public Label {
      Objects.requireNonNull(key);
      Objects.requireNonNull(value);
    }

    @Override
    public SparkApplication to(SparkApplication application) {
      return application.label(key, value);
    }
  }

  /** Of {@link Workbench#annotation}. */
  record Annotation(String key, String value) implements Addition {
    public Annotation {
      Objects.requireNonNull(key);
      Objects.requireNonNull(value);
    }

    @Override
    public SparkApplication to(SparkApplication application) {
      return application.annotation(key, value);
    }
  }

  /** Of {@link Workbench#env}. */
  record Variable(String name, OwnVariable value) implements Addition {
    public Variable {
      Objects.requireNonNull(name);
      Objects.requireNonNull(value);
    }

    @Override
    public SparkApplication to(SparkApplication application) {
      return application.env(name, value);
    }
  }

  /** Of {@link Workbench#mount}. */
  record Mounted(String path, OwnVolume volume) implements Addition {
    public Mounted {
      Objects.requireNonNull(path);
      Objects.requireNonNull(volume);
    }

    @Override
    public SparkApplication to(SparkApplication application) {
      return application.mount(path, volume);
    }
  }

  /** Of {@link Workbench#reaching}. */
  record Reached(String title, Reach reach) implements Addition {
    public Reached {
      Objects.requireNonNull(title);
      Objects.requireNonNull(reach);
    }

    @Override
    public SparkApplication to(SparkApplication application) {
      return application.reaching(title, reach);
    }
  }
}
