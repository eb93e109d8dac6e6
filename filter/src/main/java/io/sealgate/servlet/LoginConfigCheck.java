package io.sealgate.servlet;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.InvalidConfigurationException;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds applications that have the container authenticate callers by a {@code login-config} (Jakarta Servlet 6.0 section 14.4), too. Containers disagree about such a pair: one
 * ignores the {@code login-config}, the next has two callers for a request.
 */
final class LoginConfigCheck {
    private static final String WEB_XML = "/WEB-INF/web.xml";
    private static final String WEB_FRAGMENT = "META-INF/web-fragment.xml";
    /** Tomcat's word for no authentication. */
    private static final String NONE = "NONE";

    private LoginConfigCheck() {}

    /**
     * @throws InvalidConfigurationException if {@code web.xml} or a fragment has one; lists every one
     */
    static void check(ServletContext context) {
        List<ConfigProblem> problems = new ArrayList<>();
        Descriptor webXml = read(context.getResourceAsStream(WEB_XML));
        webXml.report(WEB_XML, problems);
        if (!webXml.metadataComplete) {
            for (URL fragment : fragments(context)) {
                read(open(fragment)).report(fragment.toString(), problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private static List<URL> fragments(ServletContext context) {
        try {
            return Collections.list(context.getClassLoader().getResources(WEB_FRAGMENT));
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static @Nullable InputStream open(URL url) {
        try {
            URLConnection connection = url.openConnection();
            // A JAR that is kept open outlives its application.
            connection.setUseCaches(false);
            return connection.getInputStream();
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** What cannot be read says nothing here: the container itself turns such an application away. */
    private static Descriptor read(@Nullable InputStream in) {
        Descriptor descriptor = new Descriptor();
        if (in != null) {
            try (in) {
                descriptor.read(in);
            } catch (XMLStreamException | IOException unreadable) {
                return descriptor;
            }
        }
        return descriptor;
    }

    private static final class Descriptor {
        private boolean metadataComplete;
        private boolean login;
        private String method = "";

        void read(InputStream in) throws XMLStreamException {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                while (xml.hasNext()) {
                    if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                        element(xml);
                    }
                }
            } finally {
                xml.close();
            }
        }

        private void element(XMLStreamReader xml) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "web-app" ->
                    metadataComplete = Boolean.parseBoolean(xml.getAttributeValue(null, "metadata-complete"));
                case "login-config" -> login = true;
                case "auth-method" -> method = xml.getElementText().strip();
                default -> {}
            }
        }

        void report(String file, List<ConfigProblem> problems) {
            if (login && !method.equals(NONE)) {
                problems.add(new ConfigProblem(
                        "SG-227",
                        "<login-config> in " + file,
                        "It has the container authenticate callers in a second way"
                                + (method.isEmpty() ? "" : ", by " + method)
                                + ": some containers would ignore it, others have two callers for one request.",
                        "Remove it: the container knows the callers of tokens without it. Other ways beside tokens are an HttpAuthenticationMechanism"
                                + " that calls @SealgateAuthenticationMechanism."));
            }
        }
    }
}
