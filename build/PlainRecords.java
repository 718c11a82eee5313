import static org.objectweb.asm.Opcodes.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/**
 * Gives the records of a folder of classes an {@code equals} and a {@code hashCode} of plain code.
 *
 * <pre>
 * java -cp asm.jar build/PlainRecords.java dsl/target/classes
 * </pre>
 *
 * <p>javac leaves both to the first call, which builds them of method handles: a tenth of all that
 * a cold run does. What they answer stays the same. A record that says them itself keeps its own,
 * and {@code toString} is left as it is: who calls it has time.
 *
 * <p>See docs/adr/0022-records-compare-by-plain-code.md.
 */
final class PlainRecords {

  private static final String OBJECT_METHODS = "java/lang/runtime/ObjectMethods";

  private record Component(String name, Type type) {}

  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
          ClassReader read = new ClassReader(Files.readAllBytes(file));
          if ("java/lang/Record".equals(read.getSuperName())) {
            Files.write(file, plain(read));
          }
        }
      }
    }
  }

  private static byte[] plain(ClassReader read) {
    List<Component> components = new ArrayList<>();
    read.accept(
        new ClassVisitor(ASM9) {
          @Override
          public RecordComponentVisitor visitRecordComponent(
              String name, String descriptor, String signature) {
            components.add(new Component(name, Type.getType(descriptor)));
            return null;
          }
        },
        ClassReader.SKIP_CODE);
    ClassWriter written = new ClassWriter(read, ClassWriter.COMPUTE_MAXS);
    read.accept(
        new ClassVisitor(ASM9, written) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, thrown);
            return new MethodVisitor(ASM9, method) {
              @Override
              public void visitInvokeDynamicInsn(
                  String name, String descriptor, Handle bootstrap, Object... arguments) {
                boolean isOfRecords = bootstrap.getOwner().equals(OBJECT_METHODS);
                if (isOfRecords && name.equals("equals")) {
                  equal(method, read.getClassName(), components);
                } else if (isOfRecords && name.equals("hashCode")) {
                  hash(method, read.getClassName(), components);
                } else {
                  super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
                }
              }
            };
          }
        },
        0);
    return written.toByteArray();
  }

  /** In place of a call with this and the other on the stack, to be returned. */
  private static void equal(MethodVisitor code, String owner, List<Component> components) {
    Label same = new Label();
    code.visitInsn(POP2);
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(ALOAD, 1);
    code.visitJumpInsn(IF_ACMPEQ, same);
    answer(code, owner, components);
    code.visitLabel(same);
    code.visitFrame(F_SAME, 0, null, 0, null);
    code.visitInsn(ICONST_1);
  }

  private static void answer(MethodVisitor code, String owner, List<Component> components) {
    Label isOne = new Label();
    code.visitVarInsn(ALOAD, 1);
    code.visitTypeInsn(INSTANCEOF, owner);
    code.visitJumpInsn(IFNE, isOne);
    differ(code);
    code.visitLabel(isOne);
    code.visitFrame(F_SAME, 0, null, 0, null);
    for (Component component : components) {
      Label alike = new Label();
      get(code, owner, component);
      code.visitVarInsn(ALOAD, 1);
      code.visitTypeInsn(CHECKCAST, owner);
      code.visitFieldInsn(
          GETFIELD, owner, component.name(), component.type().getDescriptor());
      switch (component.type().getSort()) {
        case Type.BOOLEAN, Type.CHAR, Type.BYTE, Type.SHORT, Type.INT ->
            code.visitJumpInsn(IF_ICMPEQ, alike);
        case Type.LONG, Type.FLOAT, Type.DOUBLE -> {
          compare(code, component.type());
          code.visitJumpInsn(IFEQ, alike);
        }
        default -> {
          code.visitMethodInsn(
              INVOKESTATIC,
              "java/util/Objects",
              "equals",
              "(Ljava/lang/Object;Ljava/lang/Object;)Z",
              false);
          code.visitJumpInsn(IFNE, alike);
        }
      }
      differ(code);
      code.visitLabel(alike);
      code.visitFrame(F_SAME, 0, null, 0, null);
    }
  }

  private static void differ(MethodVisitor code) {
    code.visitInsn(ICONST_0);
    code.visitInsn(IRETURN);
  }

  /** {@code Double.compare}, so that NaN equals itself, and its kin. */
  private static void compare(MethodVisitor code, Type type) {
    String pair = Type.getMethodDescriptor(Type.INT_TYPE, type, type);
    code.visitMethodInsn(INVOKESTATIC, boxed(type), "compare", pair, false);
  }

  /** In place of a call with this on the stack; leaves a number to be returned. */
  private static void hash(MethodVisitor code, String owner, List<Component> components) {
    code.visitInsn(POP);
    code.visitInsn(ICONST_0);
    for (Component component : components) {
      code.visitIntInsn(BIPUSH, 31);
      code.visitInsn(IMUL);
      get(code, owner, component);
      boolean isPrimitive = component.type().getSort() < Type.ARRAY;
      Type hashed = isPrimitive ? component.type() : Type.getType(Object.class);
      code.visitMethodInsn(
          INVOKESTATIC,
          isPrimitive ? boxed(hashed) : "java/util/Objects",
          "hashCode",
          Type.getMethodDescriptor(Type.INT_TYPE, hashed),
          false);
      code.visitInsn(IADD);
    }
  }

  private static void get(MethodVisitor code, String owner, Component component) {
    code.visitVarInsn(ALOAD, 0);
    code.visitFieldInsn(GETFIELD, owner, component.name(), component.type().getDescriptor());
  }

  private static String boxed(Type primitive) {
    return switch (primitive.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.CHAR -> "java/lang/Character";
      case Type.BYTE -> "java/lang/Byte";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.LONG -> "java/lang/Long";
      case Type.FLOAT -> "java/lang/Float";
      default -> "java/lang/Double";
    };
  }
}
