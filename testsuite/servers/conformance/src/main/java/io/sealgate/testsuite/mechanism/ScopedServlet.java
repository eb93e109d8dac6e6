package io.sealgate.testsuite.mechanism;

import io.sealgate.cdi.RequiresScope;
import jakarta.servlet.annotation.WebServlet;

/** As {@link CallerServlet}, for callers with a token. */
@WebServlet("/scoped")
@RequiresScope("orders:read")
public class ScopedServlet extends CallerServlet {
    private static final long serialVersionUID = 1L;
}
