package io.sparkstead.render.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Calls that make a value of ours and drop it, such as {@code bench.conf("spark.x", "y");} alone:
 * no value changes, so the file says what it does not do.
 */
final class UnusedResults implements TaskListener {

  private static final String OURS = "io.sparkstead.";

  private final String file;
  private final Trees trees;
  private final List<String> found = new ArrayList<>();

  private UnusedResults(String file, Trees trees) {
    this.file = file;
    this.trees = trees;
  }

  /** Looks for them while {@code task} runs. */
  static UnusedResults of(String file, JavacTask task) {
    UnusedResults results = new UnusedResults(file, Trees.instance(task));
    task.addTaskListener(results);
    return results;
  }

  /** One line for each, in their order. */
  List<String> found() {
    return List.copyOf(found);
  }

  @Override
  public void finished(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
      TreePath type = trees.getPath(event.getTypeElement());
      if (type != null) {
        new Scanner().scan(type, event.getCompilationUnit());
      }
    }
  }

  private final class Scanner extends TreePathScanner<Void, CompilationUnitTree> {

    @Override
    public Void visitExpressionStatement(
        ExpressionStatementTree statement, CompilationUnitTree in) {
      if (statement.getExpression() instanceof MethodInvocationTree call) {
        if (isValueOfOurs(new TreePath(getCurrentPath(), call))) {
          long start = trees.getSourcePositions().getStartPosition(in, call);
          String method = call.getMethodSelect().toString().lines().findFirst().orElse("");
          found.add(
              "%s:%d: what %s(…) gives is used by nobody, and it changes nothing; put it into a"
                      .formatted(file, in.getLineMap().getLineNumber(start), last(method))
                  + " variable, or go on from it with the next call");
        }
      }
      return super.visitExpressionStatement(statement, in);
    }

    /** A method of the person's own may do more than what it gives. */
    private boolean isValueOfOurs(TreePath call) {
      TypeMirror made = trees.getTypeMirror(call);
      Element method = trees.getElement(call);
      return made != null
          && made.getKind() == TypeKind.DECLARED
          && made.toString().startsWith(OURS)
          && method != null
          && method.getEnclosingElement().toString().startsWith(OURS);
    }

    private static String last(String method) {
      return method.substring(method.lastIndexOf('.') + 1);
    }
  }
}
