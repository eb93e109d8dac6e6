package io.sealgate.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The warehouse in {@code examples/keycloak}, with the Keycloak that issues its tokens. */
final class KeycloakExample implements Example {

    private final Path war;
    private final Keycloak keycloak;

    /**
     * @param keycloak has not started: the walk does that, to show that the application needs no provider to start
     */
    KeycloakExample(Path war, Keycloak keycloak) {
        this.war = war;
        this.keycloak = keycloak;
    }

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public Path war() {
        return war;
    }

    /** What the application cannot know of itself: where Keycloak is, and that its certificate is one of this run. */
    @Override
    public Map<String, String> properties() {
        return Map.of(
                "mp.jwt.verify.issuer",
                keycloak.issuer(),
                "sealgate.keys.trusted-certificates",
                keycloak.certificate().toString(),
                // So that the walk need not wait a minute for the end of a removed key
                "sealgate.keys.min-age",
                "PT10S");
    }

    @Override
    public String openPath() {
        return "/items/count";
    }

    @Override
    public void walk(Server server, Report report) throws IOException, InterruptedException {
        Steps steps = new Steps(new Client(server.certificate()), server.base("warehouse"), report);
        new KeycloakWalk(steps, keycloak, report).perform();
    }

    @Override
    public void invite(Server server, Report report) {
        report.line("  CA='" + server.certificate() + "' WAREHOUSE=" + server.base("warehouse"));
        report.line("  KC_CA='" + keycloak.certificate() + "' KC=" + keycloak.issuer() + "/protocol/openid-connect");
        report.line("  TOKEN=$(curl --cacert \"$KC_CA\" -s -d grant_type=password -d client_id=till -d username=alice"
                + " -d password=alice-demo-password $KC/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')");
        report.line("  curl --cacert \"$CA\" -i $WAREHOUSE/items");
        report.line("  curl --cacert \"$CA\" -i -H \"Authorization: Bearer $TOKEN\" $WAREHOUSE/items");
        report.line("  curl --cacert \"$CA\" -i -H \"Authorization: Bearer $TOKEN\" -X PUT $WAREHOUSE/items/tea");
        report.line("  Keycloak's own pages, with rotation under Realm settings, Keys: " + keycloak.origin()
                + "/admin (" + keycloak.administrator() + ")");
    }

    @Override
    public void close() {
        keycloak.close();
    }
}
