package io.sealgate.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The constants and the methods of a class file, as far as calls can be told from them (JVMS chapter 4). Reads what it is asked for, each time anew. Whatever is not as the specification has it
 * throws IllegalArgumentException or, as a rule, IndexOutOfBoundsException: the caller goes without the class then.
 */
final class ClassFile {
    private static final int MAGIC = 0xCAFEBABE;

    /** Java 7, the first whose methods have no subroutines. */
    private static final int OLDEST_VERSION = 51;

    private static final int LONGEST_CODE = 65_535;

    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int FLOAT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD_REF = 9;
    private static final int METHOD_REF = 10;
    private static final int INTERFACE_METHOD_REF = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int DYNAMIC = 17;
    private static final int INVOKE_DYNAMIC = 18;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private final byte[] bytes;

    /** Where the content of a constant begins, behind its tag. */
    private final int[] constants;

    private final int afterConstants;

    /** Where the first entry of that attribute begins; 0 until it is asked for. */
    private int bootstrapMethods;

    /** A field or method as code names it; the class by its internal name, {@code a/b/C}. */
    record Member(String owner, String name, String descriptor) {}

    /** What a method handle leads to; the kinds are those of JVMS table 5.4.3.5-A. */
    record Handle(int kind, Member member) {}

    /** Where the code of a method is; handlers is where the entries of its exception table begin. */
    record Code(int start, int length, int maxStack, int maxLocals, int handlers, int handlerCount) {}

    /** A method with code. */
    record Body(int access, String name, String descriptor, Code code) {}

    ClassFile(byte[] file) {
        bytes = file;
        if (s4(0) != MAGIC || u2(6) < OLDEST_VERSION) {
            throw new IllegalArgumentException("no class file of Java 7 or later");
        }
        constants = new int[u2(8)];
        int at = 10;
        for (int i = 1; i < constants.length; i++) {
            constants[i] = at + 1;
            int tag = u1(at);
            if (takesTwo(tag)) {
                i++;
            }
            at += tag == UTF8 ? 3 + u2(at + 1) : 1 + sizeOfOther(tag);
        }
        afterConstants = at;
    }

    /** The bytes of a constant without its tag; of all kinds but texts, whose length is their beginning. */
    static int sizeOfOther(int tag) {
        return switch (tag) {
            case INTEGER, FLOAT, FIELD_REF, METHOD_REF, INTERFACE_METHOD_REF, NAME_AND_TYPE, DYNAMIC, INVOKE_DYNAMIC ->
                4;
            case LONG, DOUBLE -> 8;
            case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 2;
            case METHOD_HANDLE -> 3;
            default -> throw new IllegalArgumentException("a constant of an unknown kind: " + tag);
        };
    }

    /** Whether a constant takes two numbers. */
    static boolean takesTwo(int tag) {
        return tag == LONG || tag == DOUBLE;
    }

    int u1(int at) {
        return bytes[at] & 0xFF;
    }

    int u2(int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    int s2(int at) {
        return bytes[at] << 8 | (bytes[at + 1] & 0xFF);
    }

    int s4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }

    /** The internal name of the class itself. */
    String name() {
        return className(u2(afterConstants + 2));
    }

    /** The internal name, or the descriptor of an array, that a class constant holds. */
    String className(int constant) {
        return text(u2(constants[constant]));
    }

    static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    /** The internal name of the class above it; empty for {@code Object}. */
    String superclass() {
        int constant = u2(afterConstants + 4);
        return constant == 0 ? "" : className(constant);
    }

    /** The internal names of the interfaces that it names itself. */
    List<String> interfaces() {
        List<String> names = new ArrayList<>();
        for (int i = u2(afterConstants + 6); i > 0; i--) {
            names.add(className(u2(afterConstants + 6 + 2 * i)));
        }
        return names;
    }

    /**
     * Whether the file mentions one of these classes as such: to make or to call it, or to inherit from it.
     *
     * @param names internal names by their length; null where there is none of that length
     */
    boolean mentionsAny(byte[] @Nullable [][] names) {
        for (int i = 1; i < constants.length; i++) {
            if (is(CLASS, i)) {
                int text = constants[u2(constants[i])];
                int length = u2(text);
                byte[][] candidates = length < names.length ? names[length] : null;
                for (int j = 0; candidates != null && j < candidates.length; j++) {
                    if (Arrays.equals(candidates[j], 0, length, bytes, text + 2, text + 2 + length)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The internal names of all classes with this beginning that the file mentions as such. */
    List<String> classNames(String beginning) {
        byte[] first = beginning.getBytes(UTF_8);
        List<String> names = new ArrayList<>();
        for (int i = 1; i < constants.length; i++) {
            if (is(CLASS, i)) {
                int at = constants[u2(constants[i])];
                if (u2(at) >= first.length
                        && Arrays.equals(bytes, at + 2, at + 2 + first.length, first, 0, first.length)) {
                    names.add(className(i));
                }
            }
        }
        return names;
    }

    /**
     * The methods that the file mentions, be it to call them or to hand them on.
     *
     * @param owners the internal names of the classes whose methods are asked for
     */
    List<Member> methods(Set<String> owners) {
        List<Member> methods = new ArrayList<>();
        int lastOwner = 0; // many come in a row
        boolean asked = false;
        for (int i = 1; i < constants.length; i++) {
            if (is(METHOD_REF, i) || is(INTERFACE_METHOD_REF, i)) {
                int owner = u2(constants[i]);
                if (owner != lastOwner) {
                    lastOwner = owner;
                    asked = owners.contains(className(owner));
                }
                if (asked) {
                    methods.add(member(i));
                }
            }
        }
        return methods;
    }

    private boolean is(int tag, int constant) {
        // The second half of a long or double is none.
        return constants[constant] != 0 && u1(constants[constant] - 1) == tag;
    }

    Member member(int constant) {
        int at = constants[constant];
        int nameAndType = constants[u2(at + 2)];
        return new Member(className(u2(at)), text(u2(nameAndType)), text(u2(nameAndType + 2)));
    }

    /** The descriptor of what an invokedynamic instruction calls. */
    String dynamicDescriptor(int constant) {
        return text(u2(constants[u2(constants[constant] + 2)] + 2));
    }

    /** The method handles among the static arguments of an invokedynamic instruction. */
    List<Handle> handles(int dynamicConstant) {
        int at = bootstrapMethods();
        for (int skip = u2(constants[dynamicConstant]); skip > 0; skip--) {
            at += 4 + 2 * u2(at + 2);
        }
        List<Handle> handles = new ArrayList<>();
        int count = u2(at + 2);
        for (int i = 0; i < count; i++) {
            int argument = u2(at + 4 + 2 * i);
            if (is(METHOD_HANDLE, argument)) {
                handles.add(new Handle(u1(constants[argument]), member(u2(constants[argument] + 1))));
            }
        }
        return handles;
    }

    private int bootstrapMethods() {
        if (bootstrapMethods == 0) {
            int at = members(members(interfacesEnd()));
            int next = at + 2;
            for (int count = u2(at); bootstrapMethods == 0 && count > 0; count--) {
                if (text(u2(next)).equals("BootstrapMethods")) {
                    bootstrapMethods = next + 8;
                }
                next = attributeEnd(next);
            }
        }
        if (bootstrapMethods == 0) {
            throw new IllegalArgumentException("no bootstrap methods");
        }
        return bootstrapMethods;
    }

    private int interfacesEnd() {
        return afterConstants + 8 + 2 * u2(afterConstants + 6);
    }

    /** The end of a table of fields or methods. */
    private int members(int table) {
        int at = table + 2;
        for (int count = u2(table); count > 0; count--) {
            at = attributesEnd(at + 6);
        }
        return at;
    }

    private int attributesEnd(int table) {
        int at = table + 2;
        for (int count = u2(table); count > 0; count--) {
            at = attributeEnd(at);
        }
        return at;
    }

    private int attributeEnd(int attribute) {
        int length = s4(attribute + 2);
        if (length < 0) {
            throw new IllegalArgumentException("an attribute of more than two gigabytes");
        }
        return attribute + 6 + length;
    }

    /** The methods that have code. */
    List<Body> bodies() {
        List<Body> bodies = new ArrayList<>();
        int table = members(interfacesEnd());
        int at = table + 2;
        for (int count = u2(table); count > 0; count--) {
            int attribute = at + 8;
            for (int attributes = u2(at + 6); attributes > 0; attributes--) {
                if (text(u2(attribute)).equals("Code")) {
                    bodies.add(new Body(u2(at), text(u2(at + 2)), text(u2(at + 4)), code(attribute + 6)));
                }
                attribute = attributeEnd(attribute);
            }
            at = attribute;
        }
        return bodies;
    }

    private Code code(int at) {
        int length = s4(at + 4);
        if (length > LONGEST_CODE) {
            throw new IllegalArgumentException("code of " + length + " bytes");
        }
        int table = at + 8 + length;
        return new Code(at + 8, length, u2(at), u2(at + 2), table + 2, u2(table));
    }

    /** Modified UTF-8 differs in characters that names of Java classes do not have, as a rule; then nothing is found. */
    private String text(int constant) {
        int at = constants[constant];
        if (!is(UTF8, constant)) {
            throw new IllegalArgumentException("no text where there has to be some");
        }
        return new String(bytes, at + 2, u2(at), UTF_8);
    }
}
