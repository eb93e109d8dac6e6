package io.sealgate.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jose4j.lang.JoseException;

/** The shop in {@code examples/orders}, which is its own issuer. */
final class OrdersExample implements Example {

    private final Path war;
    private final Path keys;

    /**
     * @param work a directory of its own
     */
    OrdersExample(Path war, Path work) {
        this.war = war;
        this.keys = work.resolve("keys");
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Path war() {
        return war;
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("shop.keys", keys.toString());
    }

    @Override
    public String openPath() {
        return "/orders/public";
    }

    @Override
    public void walk(Server server, Report report) throws IOException, InterruptedException, JoseException {
        new OrdersWalk(new Client(server.certificate()), server, keys, report).perform();
    }

    @Override
    public void invite(Server server, Report report) {
        report.line("  CA='" + server.certificate() + "' SHOP=" + server.base("shop")
                + " JSON='Content-Type: application/json'");
        report.line("  curl --cacert \"$CA\" $SHOP/orders/public");
        report.line("  curl --cacert \"$CA\" -i $SHOP/orders");
        report.line("  LOGIN='{\"username\":\"alice\",\"password\":\"alice-demo-password\"}'");
        report.line("  TOKEN=$(curl --cacert \"$CA\" -s -H \"$JSON\" -d \"$LOGIN\" $SHOP/login"
                + " | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')");
        report.line(
                "  curl --cacert \"$CA\" -i -H \"Authorization: Bearer $TOKEN\" -H \"$JSON\" -d '{\"item\":\"tea\"}' $SHOP/orders");
        report.line("  curl --cacert \"$CA\" -i -H \"Cookie: __Host-token=$TOKEN\" $SHOP/orders");
        report.line("  curl --cacert \"$CA\" -i -H \"Authorization: Bearer ${TOKEN%????}\" $SHOP/orders");
    }

    @Override
    public void close() {
        // It has nothing but the server.
    }
}
