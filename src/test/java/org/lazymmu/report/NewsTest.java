package org.lazymmu.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.history.Notice;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Feeds and mails, with texts of strangers in them. */
class NewsTest {
    private static final String HOSTILE = "<b>&amp;]]>\u0000\u001b[31m\u202e\ud800\uffff\r\nBcc: x@example.org\n.\nFrom me é";
    private static final Instant AT = Instant.parse("2026-01-06T12:30:45Z");

    private static Notice notice(long id, String text) {
        Finding finding = new Finding("missing-leave", Severity.ERROR, new Place("mm/" + text + ".c", 1, 1), text,
                "a message " + text, "CONFIG_X",
                new TreeMap<>(Map.of("x86", new Finding.Consequence(Effect.MISBEHAVES, text))),
                List.of(new TraceStep(new Place("mm/x.c", 2, 1), text, "a step " + text)), List.of(),
                "0123456789abcdef");
        return new Notice(id, "key" + id, "linux " + text, "refs/heads/" + text, id % 2 == 1, finding, "c" + id, text,
                text,
                "old", "new", false, AT.plusSeconds(id));
    }

    private static String feed(News news) throws IOException {
        StringWriter out = new StringWriter();
        new AtomFeed(out).write(news);
        return out.toString();
    }

    private static String mail(News news) throws IOException {
        StringWriter out = new StringWriter();
        new MailText(out).write(news, AT);
        return out.toString();
    }

    private static List<String> texts(Element parent, String name) {
        NodeList found = parent.getElementsByTagNameNS("http://www.w3.org/2005/Atom", name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> found.item(i).getTextContent()).toList();
    }

    private static Element parsed(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        return document.getDocumentElement();
    }

    @Test
    void aFeedHasWhatAtomDemands() throws Exception {
        Element feed = parsed(feed(News.of("linux master", List.of(notice(1, "walk"), notice(2, "scan")))));
        assertThat(feed.getLocalName()).isEqualTo("feed");
        assertThat(texts(feed, "id")).hasSize(3).doesNotHaveDuplicates()
                .allMatch(id -> id.matches("urn:uuid:[0-9a-f-]{36}"));
        assertThat(texts(feed, "updated")).containsExactly("2026-01-06T12:30:47Z", "2026-01-06T12:30:47Z",
                "2026-01-06T12:30:46Z");
        assertThat(texts(feed, "title")).containsExactly("Findings in linux master",
                "disappeared: [missing-leave] scan in mm/scan.c", "appeared: [missing-leave] walk in mm/walk.c");
        assertThat(texts(feed, "name")).containsExactly("lazymmu");
        assertThat(texts(feed, "content").getLast()).contains("mm/walk.c:1:1: error: a message walk [missing-leave]",
                "commit c1");
    }

    @Test
    void theSameNewsAreTheSameBytesAndEntriesKeepTheirIds() throws Exception {
        News one = News.of("linux master", List.of(notice(1, "walk")));
        News more = News.of("linux master", List.of(notice(1, "walk"), notice(2, "scan")));
        assertThat(feed(one)).isEqualTo(feed(News.of("linux master", List.of(notice(1, "walk")))));
        assertThat(texts(parsed(feed(more)), "id")).containsAll(texts(parsed(feed(one)), "id"));
    }

    @Test
    void anEmptyFeedIsAFeed() throws Exception {
        assertThat(texts(parsed(feed(News.of("linux master", List.of()))), "updated"))
                .containsExactly("1970-01-01T00:00:00Z");
    }

    @Test
    void textsOfStrangersStayTexts() throws Exception {
        Element feed = parsed(feed(News.of("linux " + HOSTILE, List.of(notice(1, HOSTILE)))));
        assertThat(texts(feed, "b")).isEmpty();
        assertThat(texts(feed, "content").getFirst()).contains("<b>&amp;]]>\\x00\\x1b[31m\\u202e")
                .doesNotContain("\u001b");
    }

    @Test
    void aMailHasOneHeadAndLinesThatAreShort() throws IOException {
        for (String text : List.of("walk", HOSTILE, "é".repeat(300), "x".repeat(3000))) {
            String mail = mail(News.of("linux " + text, List.of(notice(1, text), notice(2, text))));
            int end = mail.indexOf("\n\n");
            String head = mail.substring(0, end);
            assertThat(mail.lines()).allMatch(line -> line.length() <= 78);
            assertThat(mail.chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f);
            assertThat(head.lines().filter(line -> !line.startsWith(" "))
                    .map(line -> line.substring(0, line.indexOf(':'))))
                    .containsExactly("From", "Date", "Message-ID", "Subject", "Auto-Submitted", "MIME-Version",
                            "Content-Type", "Content-Transfer-Encoding");
            assertThat(mail.substring(end).lines()).noneMatch(line -> line.startsWith("From ") || line.startsWith("."));
        }
    }

    @Test
    void aMailReadsAsItAlwaysDid() throws IOException {
        assertThat(mail(News.of("linux master", List.of(notice(1, "walk"))))).isEqualTo("""
                From: lazymmu <lazymmu@localhost>
                Date: Tue, 6 Jan 2026 12:30:45 +0000
                Message-ID: <%s@lazymmu.localhost>
                Subject: =?utf-8?B?RmluZGluZ3MgaW4gbGludXggbWFzdGVyOiBhcHBlYXJlZDogW21p?=
                 =?utf-8?B?c3NpbmctbGVhdmVdIHdhbGsgaW4gbW0vd2Fsay5j?=
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                appeared in linux walk:
                mm/walk.c:1:1: error: a message walk [missing-leave], in 'walk'
                mm/x.c:2: a step walk
                x86: misbehaves, walk
                if CONFIG_X
                commit c1
                walk
                walk
                tip old
                 to new

                """.formatted(mail(News.of("linux master", List.of(notice(1, "walk"))))
                .replaceAll("(?s).*Message-ID: <(.*?)@.*", "$1")));
    }
}
