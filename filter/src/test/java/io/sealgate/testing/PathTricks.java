package io.sealgate.testing;

import java.util.List;
import java.util.stream.Stream;

/** Spellings of paths by which people try to get past rules for paths. */
public final class PathTricks {
    private static final List<String> ADMIN = List.of(
            "//admin/x",
            "/admin//x",
            "/./admin/x",
            "/admin/./x",
            "/x/../admin/x",
            "/x/%2e%2e/admin/x",
            "/x/.%2e/admin/x",
            "/x/..;/admin/x",
            "/x;/../admin/x",
            "/%2e/admin/x",
            "/;/admin/x",
            "/admin;/x",
            "/admin;a=b/x",
            "/admin/x;a",
            "/admin/x/",
            "/admin/x//",
            "/%61dmin/x",
            "/%2561dmin/x",
            "/%2fadmin/x",
            "/admin%2fx",
            "/admin%2Fx",
            "/x%2f..%2fadmin%2fx",
            "/admin%5cx",
            "/admin\\x",
            "/x\\..\\admin\\x",
            "/admin%00/x",
            "/admin%00",
            "/admin%0a/x",
            "/admin%3bx",
            "/admin%3f/x",
            "/admin%23/x",
            "/ADMIN/x",
            "/aDmIn/x",
            "/admin./x",
            "/admin%20/x",
            "/%c0%afadmin/x",
            "/x/%c0%ae%c0%ae/admin/x",
            "/admin%u002fx",
            "/admin%",
            "/admin%zz",
            "/admin/open/../x",
            "/admin/open%2f..%2fx",
            "/admin/open;/../x",
            "/admin/open/..;/x",
            "/admin/OPEN");

    private PathTricks() {}

    /** Those for what is closed below {@code /admin}, but for {@code /admin/open}, and more; each as it stands in the first line of a request. */
    public static List<String> adminAnd(String... more) {
        return Stream.concat(ADMIN.stream(), Stream.of(more)).toList();
    }
}
