import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Gives the classes of a jar a younger class file version, and the stack maps that go with it.
 *
 * <p>
 * The virtual machine keeps no classes from before Java 6 in its cache of linked classes, so a library of such classes is
 * parsed and verified anew at every start, which takes longer than many commands do. Run by ./lazymmu after a build; what the
 * classes do stays the same, and so does the library that Maven has.
 */
final class YoungerClasses {
    private static final int OLDEST_KEPT = ClassFile.JAVA_8_VERSION;

    private YoungerClasses() {
    }

    public static void main(String[] jars) throws IOException {
        for (String name : jars) {
            Path jar = Path.of(name);
            Path younger = jar.resolveSibling(jar.getFileName() + ".new");
            rewrite(jar, younger);
            Files.move(younger, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void rewrite(Path from, Path to) throws IOException {
        try (JarFile jar = new JarFile(from.toFile());
                URLClassLoader classes = new URLClassLoader(new URL[]{ from.toUri().toURL() });
                OutputStream file = Files.newOutputStream(to);
                JarOutputStream out = new JarOutputStream(file)) {
            ClassFile context = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption
                    .of(ClassHierarchyResolver.ofResourceParsing(classes).orElse(ClassHierarchyResolver.defaultResolver())));
            for (JarEntry entry : Collections.list(jar.entries())) {
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                byte[] bytes = jar.getInputStream(entry).readAllBytes();
                out.write(entry.getName().endsWith(".class") ? younger(context, bytes) : bytes);
                out.closeEntry();
            }
        }
    }

    private static byte[] younger(ClassFile context, byte[] bytes) {
        ClassModel model = context.parse(bytes);
        return model.majorVersion() >= OLDEST_KEPT ? bytes : context.transformClass(model, YoungerClasses.VERSION);
    }

    private static final ClassTransform VERSION = YoungerClasses::element;

    private static void element(ClassBuilder builder, ClassElement element) {
        switch (element) {
        case ClassFileVersion version -> builder.withVersion(OLDEST_KEPT, 0);
        case MethodModel method -> builder.transformMethod(method, MethodTransform.transformingCode((code, e) -> code.with(e)));
        default -> builder.with(element);
        }
    }
}
