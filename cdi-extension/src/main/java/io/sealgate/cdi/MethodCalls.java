package io.sealgate.cdi;

import io.sealgate.cdi.ClassFile.Body;
import io.sealgate.cdi.ClassFile.Code;
import io.sealgate.cdi.ClassFile.Handle;
import io.sealgate.cdi.ClassFile.Member;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calls that a method makes on the object that it belongs to, or on one that it has made itself. Follows those two, and nothing else, through the operand stack and the local variables
 * (JVMS section 6.5), along all branches: what comes from a field, an argument or another call is somebody else's. Where branches meet, an object that may be one of the two is.
 *
 * <p>For an inner class, the object of the class around it counts as well.
 */
final class MethodCalls {
    private static final int REF_INVOKE_VIRTUAL = 5;
    private static final int REF_INVOKE_SPECIAL = 7;
    private static final int REF_NEW_INVOKE_SPECIAL = 8;
    private static final int REF_INVOKE_INTERFACE = 9;
    private static final String CALLER_CONTEXT = "io/sealgate/cdi/CallerContext";
    private static final int ACC_STATIC = 0x0008;

    /** Stands before the name of a class whose object the method has made. */
    private static final String MADE = "+";

    /** What instructions take from the stack and put on it, in words; for those that {@link #step} treats by themselves, nothing. */
    private static final String POPS = "000000000000000000000" + "0000000000000000000000000" + "22222222"
            + "1212111112222111122221111" + "34343333" + "120000000" + "24242424242424242424" + "1212" + "232323"
            + "242424" + "0" + "111222111222111" + "42244" + "111111" + "22222222" + "000" + "11" + "121210"
            + "0000000000" + "111" + "1" + "0" + "1" + "11" + "00" + "11" + "00";

    private static final String PUSHES = "011111111221112211112" + "1212011112222111122220000" + "12121111"
            + "0000000000000000000000000" + "00000000" + "000000000" + "12121212121212121212" + "1212" + "121212"
            + "121212" + "0" + "212112122121111" + "11111" + "000000" + "00000000" + "000" + "00" + "000000"
            + "0000000000" + "111" + "0" + "0" + "1" + "00" + "00" + "00" + "00";

    private final ClassFile file;
    private final Code code;
    private final Set<Call> calls = new LinkedHashSet<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private boolean requires;

    /** By the position in the code; null where no path has led to yet. */
    private final @Nullable State[] states;

    /**
     * A call.
     *
     * @param receiver the internal name of the class whose object is called, as the code that calls knows it
     * @param made whether the method has made that object, by {@code new}
     * @param special whether it calls just the method of this owner, not what overrides it
     */
    record Call(String receiver, boolean made, Member method, boolean special) {

        // A record's own are linked at their first use, which takes a start ten milliseconds.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Call call
                    && made == call.made
                    && special == call.special
                    && receiver.equals(call.receiver)
                    && method.owner().equals(call.method.owner())
                    && method.name().equals(call.method.name())
                    && method.descriptor().equals(call.method.descriptor());
        }

        @Override
        public int hashCode() {
            return 31 * receiver.hashCode() + method.name().hashCode();
        }
    }

    /** What is in the local variables, and above them on the stack: the class of an object that is followed, or null. */
    private static final class State {
        final @Nullable String[] values;
        int top;

        State(@Nullable String[] values, int top) {
            this.values = values;
            this.top = top;
        }

        State copy() {
            return new State(values.clone(), top);
        }

        void push(@Nullable String value) {
            values[top++] = value;
        }

        @Nullable String pop() {
            return values[--top];
        }

        void drop(int words) {
            top -= words;
        }

        void pushOthers(int words) {
            for (int i = 0; i < words; i++) {
                push(null);
            }
        }

        /** Puts a copy of the topmost words below as many others. */
        void duplicate(int words, int below) {
            @Nullable String[] copy = Arrays.copyOfRange(values, top - words, top);
            System.arraycopy(values, top - words - below, values, top - below, words + below);
            System.arraycopy(copy, 0, values, top - words - below, words);
            top += words;
        }

        /** Whether that has changed anything. */
        boolean merge(State other) {
            boolean changed = false;
            for (int i = 0; i < Math.min(top, other.top); i++) {
                if (values[i] == null && other.values[i] != null) {
                    values[i] = other.values[i];
                    changed = true;
                }
            }
            return changed;
        }
    }

    private MethodCalls(ClassFile file, Code code) {
        this.file = file;
        this.code = code;
        this.states = new State[code.length()];
    }

    /**
     * The calls of one method.
     *
     * @throws RuntimeException if the code is not as the specification has it
     */
    static MethodCalls of(Body body, ClassFile file) {
        MethodCalls calls = new MethodCalls(file, body.code());
        calls.follow((body.access() & ACC_STATIC) == 0 ? file.name() : null);
        return calls;
    }

    /** Those on the object of the method, and on objects that it has made. */
    Set<Call> calls() {
        return calls;
    }

    /** Whether the method calls {@link CallerContext#require}, on whatever. */
    boolean requires() {
        return requires;
    }

    private void follow(@Nullable String self) {
        State start = new State(new String[code.maxLocals() + code.maxStack()], code.maxLocals());
        if (self != null) {
            start.values[0] = self;
        }
        flow(0, start);
        for (Integer next = open.poll(); next != null; next = open.poll()) {
            State state = states[next];
            if (state != null) {
                flowToHandlers(next, state);
                step(next, state.copy());
            }
        }
    }

    private void flow(int to, State state) {
        State known = states[to];
        if (known == null) {
            states[to] = state.copy();
            open.add(to);
        } else if (known.merge(state)) {
            open.add(to);
        }
    }

    private void flowToHandlers(int position, State state) {
        int handler = code.handlers();
        for (int i = 0; i < code.handlerCount(); i++, handler += 8) {
            if (position >= file.u2(handler) && position < file.u2(handler + 2)) {
                State caught = state.copy();
                caught.top = code.maxLocals();
                caught.push(null);
                flow(file.u2(handler + 4), caught);
            }
        }
    }

    private void step(int position, State state) {
        int at = code.start() + position;
        int opcode = file.u1(at);
        if (opcode == 0xaa || opcode == 0xab) {
            state.drop(1);
            flowToCases(opcode == 0xaa, position, state);
            return;
        }
        int length = apply(opcode, at, state);
        // The branches, short and wide.
        if ((opcode >= 0x99 && opcode <= 0xa7) || opcode == 0xc6 || opcode == 0xc7) {
            flow(position + file.s2(at + 1), state);
        } else if (opcode == 0xc8) {
            flow(position + file.s4(at + 1), state);
        }
        boolean ends = opcode == 0xa7 || opcode == 0xc8 || opcode == 0xbf || (opcode >= 0xac && opcode <= 0xb1);
        if (!ends) {
            flow(position + length, state);
        }
    }

    private void flowToCases(boolean table, int position, State state) {
        int at = code.start() + ((position + 4) & ~3);
        flow(position + file.s4(at), state);
        // Of a lookup, each offset stands behind what it is compared with.
        int first = at + 12;
        int count = table ? file.s4(at + 8) - file.s4(at + 4) + 1 : file.s4(at + 4);
        for (int i = 0; i < count; i++) {
            flow(position + file.s4(first + i * (table ? 4 : 8)), state);
        }
    }

    /**
     * Does to the state what an instruction does.
     *
     * @return its length
     */
    private int apply(int opcode, int at, State state) {
        if (opcode >= 0x2a && opcode <= 0x2d) { // aload_0 to aload_3
            state.push(state.values[opcode - 0x2a]);
            return 1;
        } else if (opcode >= 0x4b && opcode <= 0x4e) { // astore_0 to astore_3
            state.values[opcode - 0x4b] = state.pop();
            return 1;
        } else if (opcode >= 0x59 && opcode <= 0x5e) { // dup to dup2_x2
            state.duplicate(1 + (opcode - 0x59) / 3, (opcode - 0x59) % 3);
            return 1;
        }
        switch (opcode) {
            case 0x19 -> state.push(state.values[file.u1(at + 1)]); // aload
            case 0x3a -> state.values[file.u1(at + 1)] = state.pop(); // astore
            case 0x5f -> { // swap
                String top = state.pop();
                String below = state.pop();
                state.push(top);
                state.push(below);
            }
            case 0xb2, 0xb3, 0xb4, 0xb5 -> accessField(opcode, file.member(file.u2(at + 1)), state);
            case 0xb6, 0xb7, 0xb8, 0xb9 -> call(opcode, file.member(file.u2(at + 1)), state);
            case 0xba -> callDynamic(file.u2(at + 1), state);
            case 0xbb -> state.push(MADE + file.className(file.u2(at + 1))); // new
            case 0xc0 -> {} // checkcast
            case 0xc4 -> applyWide(file.u1(at + 1), file.u2(at + 2), state);
            case 0xc5 -> { // multianewarray
                state.drop(file.u1(at + 3));
                state.push(null);
            }
            case 0xa8, 0xa9, 0xc9 -> throw new IllegalArgumentException("a subroutine");
            default -> {
                state.drop(POPS.charAt(opcode) - '0');
                state.pushOthers(PUSHES.charAt(opcode) - '0');
            }
        }
        return length(opcode, at);
    }

    private void applyWide(int opcode, int variable, State state) {
        if (opcode == 0x19) {
            state.push(state.values[variable]);
        } else if (opcode == 0x3a) {
            state.values[variable] = state.pop();
        } else {
            state.drop(POPS.charAt(opcode) - '0');
            state.pushOthers(PUSHES.charAt(opcode) - '0');
        }
    }

    private int length(int opcode, int at) {
        if (opcode == 0xc4) { // wide; iinc is longer
            return file.u1(at + 1) == 0x84 ? 6 : 4;
        } else if (opcode == 0xb9 || opcode == 0xba || opcode == 0xc8) {
            return 5;
        } else if (opcode == 0xc5) {
            return 4;
        } else if (opcode == 0x11
                || opcode == 0x13
                || opcode == 0x14
                || opcode == 0x84
                || (opcode >= 0x99 && opcode <= 0xa7)
                || (opcode >= 0xb2 && opcode <= 0xb8)
                || opcode == 0xbb
                || opcode == 0xbd
                || opcode == 0xc0
                || opcode == 0xc1
                || opcode == 0xc6
                || opcode == 0xc7) {
            return 3;
        }
        return opcode == 0x10
                        || opcode == 0x12
                        || (opcode >= 0x15 && opcode <= 0x19)
                        || (opcode >= 0x36 && opcode <= 0x3a)
                        || opcode == 0xbc
                ? 2
                : 1;
    }

    private void accessField(int opcode, Member field, State state) {
        int words = words(field.descriptor(), 0);
        if (opcode == 0xb3 || opcode == 0xb5) {
            state.drop(words);
        }
        String object = opcode == 0xb4 || opcode == 0xb5 ? state.pop() : null;
        if (opcode == 0xb4 && object != null && field.name().startsWith("this$")) {
            // What the compiler calls the object of the class around an inner class.
            String type = field.descriptor();
            state.push(type.substring(1, type.length() - 1));
        } else if (opcode == 0xb2 || opcode == 0xb4) {
            state.pushOthers(words);
        }
    }

    private void call(int opcode, Member method, State state) {
        requires |= method.owner().equals(CALLER_CONTEXT) && method.name().equals("require");
        state.drop(argumentWords(method.descriptor()));
        if (opcode != 0xb8) {
            add(state.pop(), method, opcode == 0xb7);
        }
        pushResult(method.descriptor(), state);
    }

    private void callDynamic(int constant, State state) {
        String descriptor = file.dynamicDescriptor(constant);
        int words = argumentWords(descriptor);
        String first = words == 0 ? null : state.values[state.top - words];
        for (Handle handle : file.handles(constant)) {
            if (handle.kind() == REF_NEW_INVOKE_SPECIAL) {
                add(MADE + handle.member().owner(), handle.member(), true);
            } else if (first != null
                    && (handle.kind() == REF_INVOKE_VIRTUAL
                            || handle.kind() == REF_INVOKE_SPECIAL
                            || handle.kind() == REF_INVOKE_INTERFACE)) {
                add(first, handle.member(), handle.kind() == REF_INVOKE_SPECIAL);
            }
        }
        state.drop(words);
        pushResult(descriptor, state);
    }

    private void add(@Nullable String receiver, Member method, boolean special) {
        if (receiver != null) {
            boolean made = receiver.startsWith(MADE);
            calls.add(new Call(made ? receiver.substring(MADE.length()) : receiver, made, method, special));
        }
    }

    private static void pushResult(String descriptor, State state) {
        state.pushOthers(words(descriptor, descriptor.indexOf(')') + 1));
    }

    private static int argumentWords(String descriptor) {
        int words = 0;
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            words += words(descriptor, at);
            while (descriptor.charAt(at) == '[') {
                at++;
            }
            if (descriptor.charAt(at) == 'L') {
                at = descriptor.indexOf(';', at);
                if (at < 0) {
                    throw new IllegalArgumentException("a class name without an end");
                }
            }
            at++;
        }
        return words;
    }

    private static int words(String descriptor, int at) {
        return switch (descriptor.charAt(at)) {
            case 'V' -> 0;
            case 'J', 'D' -> 2;
            default -> 1;
        };
    }
}
