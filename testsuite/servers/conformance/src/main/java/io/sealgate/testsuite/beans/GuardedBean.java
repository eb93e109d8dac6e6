package io.sealgate.testsuite.beans;

import io.sealgate.cdi.RequiresAuthentication;
import io.sealgate.cdi.RequiresRule;
import io.sealgate.cdi.RequiresScope;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import java.util.concurrent.Future;

/** Guarded method by method. */
@Stateless
@PermitAll
public class GuardedBean {

    @RequiresScope("orders:read")
    public String scope() {
        return "SECRET scope";
    }

    @RequiresAuthentication(acr = "phr")
    public String authentication() {
        return "SECRET authentication";
    }

    @OrdersOrAudit
    public String anyOf() {
        return "SECRET any of";
    }

    @RequiresRule(OddHours.class)
    public String rule() {
        return "SECRET rule";
    }

    @DenyAll
    public String nobody() {
        return "SECRET nobody";
    }

    @Asynchronous
    @RequiresScope("orders:read")
    public Future<String> later() {
        return new AsyncResult<>("SECRET later");
    }
}
