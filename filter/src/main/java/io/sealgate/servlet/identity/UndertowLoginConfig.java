package io.sealgate.servlet.identity;

import io.undertow.servlet.api.AuthMethodConfig;
import io.undertow.servlet.api.LoginConfig;
import io.undertow.servlet.spec.ServletContextImpl;
import jakarta.servlet.ServletContext;
import java.util.List;

/** What WildFly's deployers have made of an application's login configuration. To be loaded only where Undertow resolves. */
final class UndertowLoginConfig {
    private UndertowLoginConfig() {}

    static List<String> methods(ServletContext context) {
        if (!(context instanceof ServletContextImpl undertow)) {
            return List.of();
        }
        LoginConfig login = undertow.getDeployment().getDeploymentInfo().getLoginConfig();
        return login == null
                ? List.of()
                : login.getAuthMethods().stream().map(AuthMethodConfig::getName).toList();
    }
}
