package io.sparkstead.render.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Calls that make a value of ours and drop it, such as {@code bench.conf("spark.x", "y");} alone:
 * no value changes, so the file says what it does not do.
 */
final class UnusedResults implements TaskListener {

  private static final String OURS = "io.sparkstead.";

  /** What takes a value and gives none. */
  private static final Pattern FOR_THEIR_EFFECT =
      Pattern.compile("java\\.util\\.function\\.\\w*Consumer\\b|java\\.lang\\.Runnable\\b");

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
        dropped(call, call.getMethodSelect(), in);
      }
      return super.visitExpressionStatement(statement, in);
    }

    /** {@code map.forEach((key, value) -> bench.conf(key, value))}. */
    @Override
    public Void visitLambdaExpression(LambdaExpressionTree lambda, CompilationUnitTree in) {
      if (lambda.getBody() instanceof MethodInvocationTree call && isForItsEffect()) {
        dropped(call, call.getMethodSelect(), in);
      }
      return super.visitLambdaExpression(lambda, in);
    }

    /** {@code map.forEach(bench::conf)}. */
    @Override
    public Void visitMemberReference(MemberReferenceTree reference, CompilationUnitTree in) {
      if (isForItsEffect()) {
        dropped(reference, reference, in);
      }
      return super.visitMemberReference(reference, in);
    }

    /** Whether what stands here gives is taken by nobody: its type returns nothing. */
    private boolean isForItsEffect() {
      TypeMirror type = trees.getTypeMirror(getCurrentPath());
      return type != null && FOR_THEIR_EFFECT.matcher(type.toString()).lookingAt();
    }

    private void dropped(Tree call, Tree named, CompilationUnitTree in) {
      TreePath path =
          call.equals(getCurrentPath().getLeaf())
              ? getCurrentPath()
              : new TreePath(getCurrentPath(), call);
      if (isValueOfOurs(path)) {
        long start = trees.getSourcePositions().getStartPosition(in, call);
        String method = last(named.toString().lines().findFirst().orElse(""));
        found.add(
            "%s:%d: what %s(…) gives is used by nobody, and it changes nothing; write"
                    .formatted(file, in.getLineMap().getLineNumber(start), method)
                + " bench = bench.%s(…), by whatever name it has, and go on from that"
                    .formatted(method));
      }
    }

    /** A method of the person's own may do more than what it gives. */
    private boolean isValueOfOurs(TreePath call) {
      return trees.getElement(call) instanceof ExecutableElement method
          && method.getReturnType().getKind() == TypeKind.DECLARED
          && method.getReturnType().toString().startsWith(OURS)
          && String.valueOf(method.getEnclosingElement()).startsWith(OURS);
    }

    private static String last(String method) {
      return method.substring(1 + Math.max(method.lastIndexOf('.'), method.lastIndexOf(':')));
    }
  }
}
