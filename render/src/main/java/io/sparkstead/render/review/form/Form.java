package io.sparkstead.render.review.form;

import io.sparkstead.render.review.Review;
import java.util.List;

/** How reviews are told. */
public enum Form {
  text {
    @Override
    public String of(List<Review> reviews) {
      return TextForm.of(reviews);
    }
  },
  json {
    @Override
    public String of(List<Review> reviews) {
      return ProgramForm.json(reviews);
    }
  },
  markdown {
    @Override
    public String of(List<Review> reviews) {
      return MarkdownForm.of(reviews);
    }
  },
  sarif {
    @Override
    public String of(List<Review> reviews) {
      return ProgramForm.sarif(reviews);
    }
  };

  /** All of {@code reviews} as one text. */
  public abstract String of(List<Review> reviews);
}
