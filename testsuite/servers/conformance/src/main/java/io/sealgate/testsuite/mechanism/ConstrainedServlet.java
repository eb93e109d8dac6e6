package io.sealgate.testsuite.mechanism;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;

/** As {@link CallerServlet}, for callers with a role, whom the container asks for. */
@WebServlet("/constrained")
@ServletSecurity(@HttpConstraint(rolesAllowed = "user"))
public class ConstrainedServlet extends CallerServlet {
    private static final long serialVersionUID = 1L;
}
