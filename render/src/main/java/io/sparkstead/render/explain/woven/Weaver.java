package io.sparkstead.render.explain.woven;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import io.sparkstead.render.source.JavaCompilation;
import io.sparkstead.stack.release.SparkReleases;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Finds what a Java file says, and where in its text a switch for each of these goes. */
final class Weaver implements JavaCompilation.Reader {

  private static final String OURS = "io.sparkstead.";
  private static final String SWITCH = Switch.class.getName();

  /** Of these a person may write one for the next, and the value is the same. */
  private static final Set<Tree.Kind> VALUES =
      Set.of(
          Tree.Kind.INT_LITERAL,
          Tree.Kind.LONG_LITERAL,
          Tree.Kind.DOUBLE_LITERAL,
          Tree.Kind.BOOLEAN_LITERAL,
          Tree.Kind.STRING_LITERAL);

  /**
   * A thing and its place in the text.
   *
   * @param on where what a call is called on ends; the end, of what is no call
   * @param opening what goes before it
   * @param middle what goes behind what it is called on
   */
  record Place(List<Said> said, int start, int on, int end, String opening, String middle) {

    Place {
      said = List.copyOf(said);
    }

    boolean isValue() {
      return middle.isEmpty();
    }

    int length() {
      return end - start;
    }
  }

  private final String text;
  private final List<String> lines;
  private final List<Place> places = new ArrayList<>();
  private int number;

  Weaver(String text) {
    this.text = text;
    this.lines = text.lines().toList();
  }

  List<Place> places() {
    return List.copyOf(places);
  }

  @Override
  public void read(TreePath type, CompilationUnitTree in, Trees trees) {
    new Scanner(in, trees).scan(type, null);
  }

  private final class Scanner extends TreePathScanner<Void, Void> {

    private final CompilationUnitTree in;
    private final Trees trees;
    private final SourcePositions positions;

    Scanner(CompilationUnitTree in, Trees trees) {
      this.in = in;
      this.trees = trees;
      this.positions = trees.getSourcePositions();
    }

    /** Annotations take constants alone. */
    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, Void nothing) {
      return null;
    }

    /** Labels likewise; what a case does is read. */
    @Override
    public @Nullable Void visitCase(CaseTree one, Void nothing) {
      scan(one.getBody(), null);
      return one.getStatements() == null ? null : scan(one.getStatements(), null);
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void nothing) {
      if (VALUES.contains(literal.getKind())) {
        int start = start(literal);
        int end = end(literal);
        List<Said> said = new ArrayList<>();
        boolean isBlock = text.startsWith("\"\"\"", start);
        if (isBlock) {
          int count = Otherwise.lines(String.valueOf(literal.getValue()));
          for (int i = 0; i < count; i++) {
            // The text begins below the quotes.
            said.add(said(Said.Kind.TEXT_LINE, line(start) + 1 + i, line(start) + 1 + i));
          }
        } else {
          said.add(said(kind(literal), line(start), line(end)));
        }
        add(said, start, end, SWITCH + ".of(");
      }
      return super.visitLiteral(literal, null);
    }

    private static Said.Kind kind(LiteralTree literal) {
      if (literal.getKind() != Tree.Kind.STRING_LITERAL) {
        return Said.Kind.VALUE;
      }
      return SparkReleases.versions().contains(String.valueOf(literal.getValue()))
          ? Said.Kind.RELEASE
          : Said.Kind.TEXT;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, Void nothing) {
      if (!choice(select)) {
        super.visitMemberSelect(select, null);
      }
      return null;
    }

    @Override
    public Void visitIdentifier(IdentifierTree name, Void nothing) {
      choice(name);
      return super.visitIdentifier(name, null);
    }

    private boolean choice(ExpressionTree named) {
      Element element = trees.getElement(getCurrentPath());
      boolean isOne =
          element != null
              && element.getKind() == ElementKind.ENUM_CONSTANT
              && start(named) >= 0
              && end(named) > start(named);
      if (isOne) {
        int start = start(named);
        List<Said> said = List.of(said(Said.Kind.VALUE, line(start), line(end(named))));
        add(said, start, end(named), SWITCH + ".choice(");
      }
      return isOne;
    }

    /** Where the value that comes out is of the type of the one that goes in. */
    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
      if (call.getMethodSelect() instanceof MemberSelectTree select
          && isSame(type(call), type(select.getExpression()))
          && isValue(select.getExpression())) {
        int start = start(call);
        int on = end(select.getExpression());
        int name = end(select) - select.getIdentifier().length();
        Said said = said(Said.Kind.CALL, line(name), line(end(call)));
        String it = "it" + said.number();
        places.add(
            new Place(
                List.of(said),
                start,
                on,
                end(call),
                SWITCH + ".call(" + said.number() + ", ",
                ", " + it + " -> " + it));
      }
      return super.visitMethodInvocation(call, null);
    }

    private boolean isValue(ExpressionTree receiver) {
      Element element = trees.getElement(new TreePath(getCurrentPath(), receiver));
      return element != null && !element.getKind().isClass() && !element.getKind().isInterface();
    }

    private boolean isSame(TypeMirror made, TypeMirror on) {
      return made != null
          && on != null
          && made.getKind() == TypeKind.DECLARED
          && made.toString().startsWith(OURS)
          && made.toString().equals(on.toString());
    }

    private TypeMirror type(Tree tree) {
      TreePath path =
          tree.equals(getCurrentPath().getLeaf())
              ? getCurrentPath()
              : new TreePath(getCurrentPath(), tree);
      return trees.getTypeMirror(path);
    }

    private int start(Tree tree) {
      return (int) positions.getStartPosition(in, tree);
    }

    private int end(Tree tree) {
      return (int) positions.getEndPosition(in, tree);
    }

    private int line(int at) {
      return (int) in.getLineMap().getLineNumber(at);
    }
  }

  private void add(List<Said> said, int start, int end, String by) {
    places.add(new Place(said, start, end, end, by + said.get(0).number() + ", ", ""));
  }

  private Said said(Said.Kind kind, int line, int lastLine) {
    String source = line <= lines.size() ? lines.get(line - 1).strip() : "";
    return new Said(number++, kind, line, lastLine, source);
  }
}
