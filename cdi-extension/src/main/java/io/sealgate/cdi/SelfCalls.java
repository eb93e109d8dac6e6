package io.sealgate.cdi;

import io.sealgate.cdi.ClassFile.Body;
import io.sealgate.cdi.ClassFile.Member;
import io.sealgate.cdi.MethodCalls.Call;
import io.sealgate.claims.AnyOfRequirement;
import io.sealgate.claims.ClaimRequirement;
import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.claims.ReportOnlyRequirement;
import io.sealgate.claims.Requirement;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.lang.ref.SoftReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds guarded methods that a class calls on its own object, where no guard is between, by its class file: methods, lambdas, method references and inner classes.
 *
 * <p>Such a call is harmless where every way to it asks at least the same. A method that callers reach asks what its annotations say; private methods, lambdas and inner classes ask what all
 * those ask that lead to them; constructors, and what only a container calls, what the class asks. A requirement that is bound to an argument is never the same, and a method that calls {@link
 * CallerContext#require} has asked by itself.
 */
final class SelfCalls {
    private static final String LAMBDA = "lambda$";
    private static final int ACC_BRIDGE = 0x0040;
    private static final Set<Match> ARGUMENT = EnumSet.of(Match.EQUALS_ARGUMENT);

    /** A class may be asked about as a bean and as a resource. */
    private static final ClassValue<List<String>> KNOWN = new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
            return mayMatter(type) ? new SelfCalls(type).find() : List.of();
        }
    };

    /** Many classes have the same ones above them. Soft, as nobody asks once the application has started. */
    private static final ClassValue<SoftReference<ClassFile>> FILES = new ClassValue<>() {
        @Override
        protected SoftReference<ClassFile> computeValue(Class<?> type) {
            return new SoftReference<>(read(ClassFile.internalName(type), type));
        }
    };

    private final Class<?> type;
    private final RequirementReader reader = new RequirementReader();
    private final List<Requirement> ofClass;

    /** The class and all above it, by their internal names. */
    private final Map<String, Class<?>> types = new LinkedHashMap<>();

    private final Map<Class<?>, Method[]> methods = new HashMap<>();
    private final List<Caller> callers = new ArrayList<>();

    /** The code that leads to a private method or lambda, or makes an inner class. */
    private final Map<String, List<Caller>> leadingTo = new HashMap<>();

    /** The code of a method, and what it calls on its own object. */
    private record Caller(String owner, Body body, MethodCalls calls) {
        String key() {
            return SelfCalls.key(owner, body.name(), body.descriptor());
        }
    }

    private SelfCalls(Class<?> type) {
        this.type = type;
        this.ofClass = reader.readClass(type);
        for (Class<?> each : Lineage.of(type).types()) {
            types.put(ClassFile.internalName(each), each);
        }
    }

    /**
     * The calls of guarded methods that nothing would guard, a sentence or two each.
     *
     * @param type a class whose annotations are valid
     */
    static List<String> problems(Class<?> type) {
        return KNOWN.get(type);
    }

    /** If nothing but the class asks, whatever leads to a method asks the same. */
    private static boolean mayMatter(Class<?> type) {
        for (Class<?> each : Lineage.of(type).types()) {
            if (ElementRequirements.areOnMethodsOf(each)) {
                return true;
            }
        }
        for (Requirement requirement : new RequirementReader().readClass(type)) {
            if (isBoundToArgument(requirement)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A method with code, as somebody wrote it.
     *
     * @param owner the internal name of its class
     */
    static String describe(String owner, Body body) {
        String name = body.name();
        if (name.startsWith(LAMBDA)) {
            int end = name.indexOf('$', LAMBDA.length());
            name = end < 0 ? name : name.substring(LAMBDA.length(), end);
        }
        boolean constructor = name.equals("<init>") || name.equals("new");
        return (constructor ? "The constructor of " : "") + owner.replace('/', '.') + (constructor ? "" : "#" + name);
    }

    private List<String> find() {
        List<ClassFile> files = read();
        boolean mentioned = false;
        for (ClassFile file : files) {
            mentioned |= mentionsGuarded(file);
        }
        if (!mentioned) {
            return List.of();
        }
        for (ClassFile file : files) {
            addCallers(file);
        }
        for (Caller caller : callers) {
            for (Call call : caller.calls().calls()) {
                addLeading(caller, call);
            }
        }
        Set<String> problems = new TreeSet<>();
        for (Caller caller : callers) {
            for (Call call : caller.calls().calls()) {
                addProblem(caller, call, problems);
            }
        }
        return List.copyOf(problems);
    }

    /** The files of the class and all above it, without those of the JDK, and of their inner classes. */
    private List<ClassFile> read() {
        List<ClassFile> files = new ArrayList<>();
        Set<String> inner = new TreeSet<>();
        for (Class<?> each : types.values()) {
            ClassFile file = each.getClassLoader() == null ? null : file(each);
            if (file != null) {
                files.add(file);
                inner.clear();
                for (String name : file.classNames(file.name().concat("$"))) {
                    if (!types.containsKey(name)) {
                        inner.add(name);
                    }
                }
                for (String name : inner) {
                    ClassFile ofInner = read(name, each);
                    if (ofInner != null) {
                        files.add(ofInner);
                    }
                }
            }
        }
        return files;
    }

    private static @Nullable ClassFile file(Class<?> type) {
        ClassFile known = FILES.get(type).get();
        return known == null ? read(ClassFile.internalName(type), type) : known;
    }

    /**
     * @param near a class beside it
     */
    private static @Nullable ClassFile read(String name, Class<?> near) {
        try (InputStream in = open(name.concat(".class"), near)) {
            return in == null ? null : new ClassFile(in.readAllBytes());
        } catch (IOException | RuntimeException e) {
            logUnread(name, e);
            return null;
        }
    }

    /** Where classes lie in a directory, past the loader: many ask all loaders above them first, and the JDK. */
    private static @Nullable InputStream open(String file, Class<?> near) throws IOException {
        CodeSource source = near.getProtectionDomain().getCodeSource();
        URL place = source == null ? null : source.getLocation();
        if (place != null
                && place.getProtocol().equals("file")
                && place.getPath().indexOf('%') < 0) {
            File inDirectory = new File(place.getPath(), file);
            if (inDirectory.isFile()) {
                return new FileInputStream(inDirectory);
            }
        }
        ClassLoader loader = near.getClassLoader();
        return loader == null ? null : loader.getResourceAsStream(file);
    }

    private static void logUnread(String name, Exception e) {
        System.getLogger("io.sealgate")
                .log(Level.DEBUG, () -> name.replace('/', '.') + " cannot be searched for calls on this", e);
    }

    /** Most classes call none of their guarded methods; then their code is not read. */
    private boolean mentionsGuarded(ClassFile file) {
        try {
            for (Member member : file.methods(types.keySet())) {
                Method target = find(member, Lineage.of(type));
                if (target != null && !reader.read(target, type).isEmpty()) {
                    return true;
                }
            }
            return false;
        } catch (RuntimeException e) {
            logUnread(ClassFile.internalName(type), e);
            return false;
        }
    }

    private void addCallers(ClassFile file) {
        try {
            for (Body body : file.bodies()) {
                // Bridges are the compiler's: callers reach them as what they lead to.
                if ((body.access() & ACC_BRIDGE) == 0) {
                    callers.add(new Caller(file.name(), body, MethodCalls.of(body, file)));
                }
            }
        } catch (RuntimeException e) {
            logUnread(file.name(), e);
        }
    }

    private void addLeading(Caller caller, Call call) {
        Member member = call.method();
        if (member.name().equals("<init>")) {
            if (call.made()) {
                leadingTo
                        .computeIfAbsent(call.receiver(), key -> new ArrayList<>())
                        .add(caller);
            }
            return;
        }
        if (!call.made() && (!types.containsKey(call.receiver()) || isPrivate(member))) {
            leadingTo
                    .computeIfAbsent(key(member.owner(), member.name(), member.descriptor()), key -> new ArrayList<>())
                    .add(caller);
        }
    }

    private void addProblem(Caller caller, Call call, Set<String> problems) {
        if (call.made()
                || !types.containsKey(call.receiver())
                || !types.containsKey(call.method().owner())) {
            return;
        }
        Method target = isPrivate(call.method()) ? null : target(call);
        if (target == null) {
            return;
        }
        List<String> notAsked = new ArrayList<>();
        for (Requirement requirement : reader.read(target, type)) {
            if (!isAsked(requirement, caller, new HashSet<>())) {
                notAsked.add(requirement.toString());
            }
        }
        if (!notAsked.isEmpty()) {
            problems.add("SG-226 " + describe(caller.owner(), caller.body()) + " calls "
                    + RequirementAnnotations.describe(target)
                    + " of its own object, which passes no guard, so nothing would ask for "
                    + String.join(", ", notAsked)
                    + ". Inject the bean into itself and call that, call CallerContext.require before, or move what"
                    + " both do into a private method without a rule.");
        }
    }

    /** Whether every way to the code of this caller asks for this. */
    private boolean isAsked(Requirement requirement, Caller caller, Set<String> seen) {
        // What comes round has been counted already.
        if (caller.calls().requires() || !seen.add(caller.key())) {
            return true;
        }
        Class<?> owner = types.get(caller.owner());
        String name = caller.body().name();
        if (owner != null && name.startsWith("<")) {
            return isAmong(ofClass, requirement);
        }
        Method method =
                owner == null ? null : declared(owner, name, caller.body().descriptor());
        if (method != null && !Modifier.isPrivate(method.getModifiers())) {
            return isAmong(reader.read(method, type), requirement);
        }
        List<Caller> leading = new ArrayList<>(leadingTo.getOrDefault(caller.key(), List.of()));
        if (owner == null) {
            leading.addAll(leadingTo.getOrDefault(caller.owner(), List.of()));
        }
        for (Caller each : leading) {
            if (!isAsked(requirement, each, seen)) {
                return false;
            }
        }
        return !leading.isEmpty() || isAmong(ofClass, requirement);
    }

    private static boolean isAmong(List<Requirement> asked, Requirement needed) {
        if (isBoundToArgument(needed)) {
            return false;
        }
        if (needed instanceof ReportOnlyRequirement reported && isAmong(asked, reported.rule())) {
            return true;
        }
        if (needed instanceof AnyOfRequirement any
                && any.alternatives().stream().anyMatch(alternative -> isAmong(asked, alternative))) {
            return true;
        }
        return asked.contains(needed)
                || (needed instanceof ClaimRequirement few
                        && few.match() == Match.ALL_OF
                        && asked.stream().anyMatch(each -> asksMore(each, few)));
    }

    private static boolean asksMore(Requirement asked, ClaimRequirement needed) {
        return asked instanceof ClaimRequirement more
                && more.match() == Match.ALL_OF
                && more.claim().equals(needed.claim())
                && more.values().containsAll(needed.values());
    }

    private static boolean isBoundToArgument(Requirement requirement) {
        return ElementRequirements.compares(requirement, ARGUMENT);
    }

    private @Nullable Method target(Call call) {
        Class<?> owner = types.get(call.method().owner());
        return owner == null ? null : find(call.method(), call.special() ? Lineage.of(owner) : Lineage.of(type));
    }

    /** What a call leads to, as it was written: not the compiler's bridge to it. Null where it is not of these types, or private or static. */
    private @Nullable Method find(Member member, Lineage lineage) {
        if (member.name().equals("<init>")) {
            return null;
        }
        for (Class<?> each : lineage.types()) {
            Method method = declared(each, member.name(), member.descriptor());
            if (method != null && (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0) {
                for (Method declaration : Lineage.of(type).declarationsOf(method)) {
                    if (!declaration.isBridge()) {
                        return declaration;
                    }
                }
                return method;
            }
        }
        return null;
    }

    private boolean isPrivate(Member member) {
        Class<?> owner = types.get(member.owner());
        Method method = owner == null ? null : declared(owner, member.name(), member.descriptor());
        return method != null && Modifier.isPrivate(method.getModifiers());
    }

    private @Nullable Method declared(Class<?> owner, String name, String descriptor) {
        Method[] known = methods.get(owner);
        if (known == null) {
            known = owner.getDeclaredMethods();
            methods.put(owner, known);
        }
        for (Method method : known) {
            if (method.getName().equals(name) && descriptor(method).equals(descriptor)) {
                return method;
            }
        }
        return null;
    }

    private static String descriptor(Method method) {
        StringBuilder descriptor = new StringBuilder("(");
        for (Class<?> parameter : method.getParameterTypes()) {
            descriptor.append(parameter.descriptorString());
        }
        return descriptor
                .append(')')
                .append(method.getReturnType().descriptorString())
                .toString();
    }

    private static String key(String owner, String name, String descriptor) {
        return owner.concat("#").concat(name).concat(descriptor);
    }
}
