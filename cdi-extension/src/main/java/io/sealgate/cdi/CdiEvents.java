package io.sealgate.cdi;

import io.sealgate.event.SecurityEvent;
import io.sealgate.event.SecurityEventListener;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import org.jspecify.annotations.Nullable;

/** Fires what becomes of requests as CDI events, if anybody observes them. Synchronously: a flood of refusals must not pile up in a queue. */
final class CdiEvents implements SecurityEventListener {
    private volatile @Nullable Booted cdi;

    @Override
    public boolean wants(Class<? extends SecurityEvent> kind) {
        Booted booted = booted();
        return booted != null && booted.extension().isObserved(kind);
    }

    @Override
    public void onEvent(SecurityEvent event) {
        Booted booted = booted();
        if (booted != null) {
            booted.beans().getEvent().fire(event);
        }
    }

    /** Null before CDI has booted, and where there is none. */
    private @Nullable Booted booted() {
        Booted known = cdi;
        if (known == null) {
            try {
                BeanManager beans = CDI.current().getBeanManager();
                SealgateExtension extension = beans.getExtension(SealgateExtension.class);
                if (!extension.isValidated()) {
                    return null;
                }
                known = new Booted(beans, extension);
                cdi = known;
            } catch (IllegalStateException | IllegalArgumentException notBooted) {
                return null;
            }
        }
        return known;
    }

    private record Booted(BeanManager beans, SealgateExtension extension) {}
}
