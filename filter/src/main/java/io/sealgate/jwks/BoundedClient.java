package io.sealgate.jwks;

import io.sealgate.config.SealgateConfig.RemoteKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gets one document over HTTP, within bounds: of the time from the first to the last byte, and of the length. Follows no redirect, keeps no cookie, knows no
 * password. Its threads are daemons, and end when they have nothing to do.
 */
final class BoundedClient {
    /** Bytes. The largest set of a well-known provider has 20 KB; {@link io.sealgate.jose.PublishedKeySet#MOST_KEYS} ordinary keys fit. */
    static final int LONGEST_BODY = 256 * 1024;

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Duration timeout;
    private final HttpClient client;

    BoundedClient(RemoteKeys policy) {
        this.timeout = policy.timeout();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(policy.timeout())
                .executor(executor());
        policy.proxy()
                .ifPresent(proxy -> builder.proxy(
                        ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port()))));
        if (!policy.trustedCertificates().isEmpty()) {
            builder.sslContext(trusting(policy.trustedCertificates()));
        }
        this.client = builder.build();
    }

    /** One exchange at a time needs two threads at most; the bound is for what an exchange that was given up may leave behind. */
    private static ThreadPoolExecutor executor() {
        return new ThreadPoolExecutor(0, 8, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(null, task, "sealgate-keys-http", 0, false);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Gets a document.
     *
     * @param tag of the document that is there already: the answer may be that it has not changed; null if there is none
     * @throws FetchFailedException if there is no answer in time, or one that is no document
     * @throws InterruptedException if the thread was asked to end
     */
    Answer get(URI location, @Nullable String tag) throws FetchFailedException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(location).timeout(timeout).header("Accept", "application/json");
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        AtomicReference<@Nullable BoundedBody> receiving = new AtomicReference<>();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request.build(), head -> {
            BoundedBody body = new BoundedBody(head.statusCode() == OK ? LONGEST_BODY : -1);
            receiving.set(body);
            return body;
        });
        HttpResponse<byte[]> response;
        try {
            response = exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late(location);
        } catch (ExecutionException | CancellationException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                throw late(location); // the client's own time limit, which is the same, was first
            }
            throw FetchFailedException.ofExchange(location.toString(), e);
        } finally {
            // The exchange's own time limit ends with the head of the answer: a body that drips has to be cut off.
            BoundedBody body = receiving.get();
            if (body != null) {
                body.cancel(new IOException("nobody waits for it"));
            }
            exchange.cancel(true);
        }
        int status = response.statusCode();
        if (status != OK && !(status == NOT_MODIFIED && tag != null)) {
            throw FetchFailedException.ofStatus(location.toString(), status);
        }
        return new Answer(
                status == OK ? response.body() : null,
                response.headers().firstValue("ETag").orElse(null),
                response.headers().allValues("Cache-Control"),
                response.headers().firstValue("Age").orElse(null));
    }

    private FetchFailedException late(URI location) {
        return new FetchFailedException(location + " did not answer within " + timeout + " (sealgate.keys.timeout).");
    }

    private static SSLContext trusting(List<X509Certificate> certificates) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("trusted-" + i, certificates.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK cannot trust the given certificates", e);
        }
    }

    /**
     * What came back.
     *
     * @param body null if the document has not changed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Answer(
            byte @Nullable [] body,
            @Nullable String tag,
            List<String> cacheControl,
            @Nullable String age) {}
}
