package io.sealgate.json;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Layouts of objects that were read. An issuer writes the same members in the same order again and again: an object that differs from an earlier one in values alone is
 * recognized in a third of the time that reading it takes.
 *
 * <p>For texts that only somebody trusted can write, who decides what is learned; bounded all the same, a newcomer taking the place of a layout whose length has the same
 * remainder. To be used with one {@link JsonLimits}. Thread-safe.
 */
public final class JsonLayouts {
    private static final int SIZE = 64;

    /** Longer texts are read anew each time: they are few, and their layouts, of two to three times their length, would keep memory. */
    private static final int MAX_LENGTH = 2048;

    /** Where layouts take turns in one place, learning each of them would cost more than it spares: one in so many takes the place of another. */
    private static final int NEWCOMERS_FOR_ONE_PLACE = 32;

    private final AtomicReferenceArray<@Nullable JsonLayout> places = new AtomicReferenceArray<>(SIZE);

    /** How many found their place taken. A race may lose some, which changes nothing but what is learned when. */
    private int newcomers;

    /**
     * The object of a text that is laid out as one that was learned, and valid therefore; null if it is not, which says nothing about the text.
     *
     * @param text not copied; must not change as long as the object is in use
     */
    public @Nullable JsonObject find(byte[] text) {
        JsonLayout layout = places.getAcquire(place(text.length));
        return layout != null && layout.fits(text) ? layout.object(text) : null;
    }

    /** Learns the layout of an object that was read because {@link #find} did not know it. */
    public void learn(JsonObject object) {
        int length = object.length();
        if (length < JsonLayout.LEAST_LENGTH || length > MAX_LENGTH) {
            return;
        }
        int place = place(length);
        if (places.getAcquire(place) == null || ++newcomers % NEWCOMERS_FOR_ONE_PLACE == 0) {
            places.setRelease(place, object.layout());
        }
    }

    private static int place(int length) {
        return length % SIZE;
    }
}
