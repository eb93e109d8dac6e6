package io.sealgate.cdi;

/** The extension, for tests of other packages. */
public final class TestExtensions {
    private TestExtensions() {}

    public static SealgateExtension withoutConfiguration() {
        return new SealgateExtension(application -> false);
    }
}
