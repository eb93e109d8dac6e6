package io.sealgate.event;

/** Is told what becomes of requests. Implementations are thread-safe. */
@FunctionalInterface
public interface SecurityEventListener {

    /** Called by the thread of the request. Whatever this throws is logged and changes nothing. */
    void onEvent(SecurityEvent event);

    /** Whether anybody wants events of this kind; asked before each, so that an event which nobody wants is not made. */
    default boolean wants(Class<? extends SecurityEvent> kind) {
        return true;
    }
}
