package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** News as a feed after RFC 4287: the same news are the same bytes, and entries keep their ids. */
public final class AtomFeed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private final Writer out;

    public AtomFeed(Writer out) {
        this.out = out;
    }

    /** Writes the feed. */
    public void write(News news) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            newLine(xml);
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(ATOM);
            element(xml, "id", "urn:uuid:" + news.id());
            element(xml, "title", news.title());
            element(xml, "updated", time(news.at()));
            newLine(xml);
            xml.writeStartElement("author");
            element(xml, "name", "lazymmu");
            xml.writeEndElement();
            element(xml, "generator", "lazymmu");
            for (News.Item item : news.items()) {
                newLine(xml);
                xml.writeStartElement("entry");
                element(xml, "id", "urn:uuid:" + item.id());
                element(xml, "title", item.title());
                element(xml, "updated", time(item.at()));
                newLine(xml);
                xml.writeStartElement("content");
                xml.writeAttribute("type", "text");
                xml.writeCharacters(harmless(item.text()));
                xml.writeEndElement();
                newLine(xml);
                xml.writeEndElement();
            }
            newLine(xml);
            xml.writeEndElement();
            xml.writeEndDocument();
            newLine(xml);
            xml.flush();
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException io ? io
                    : new IOException("the feed cannot be written", e);
        }
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        newLine(xml);
        xml.writeStartElement(name);
        xml.writeCharacters(harmless(text));
        xml.writeEndElement();
    }

    private static void newLine(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    private static String time(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    /** Without what XML cannot have, escaped or not: control characters, halves of pairs, and two that are no characters. */
    private static String harmless(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean allowed = c == '\n' || c == '\t' || c >= 0x20 && c < 0xd800 || c >= 0xe000 && c < 0xfffe
                    || c > 0xffff;
            result.appendCodePoint(allowed ? c : 0xfffd);
        });
        return result.toString();
    }
}
