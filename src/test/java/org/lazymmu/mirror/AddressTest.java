package org.lazymmu.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be the address of a repository, and what of it may be seen. */
class AddressTest {
    @ParameterizedTest
    @CsvSource({ "https://git.kernel.org/linux.git, https://git.kernel.org/linux.git, https://git.kernel.org/linux.git",
            "https://me@host/a, https://me@host/a, https://me@host/a",
            "https://me:pass@host:8443/a, https://me:***@host:8443/a, https://host:8443/a",
            "HTTP://me:p:q@host/a, HTTP://me:***@host/a, HTTP://host/a",
            "https://me:a@b@host/a, https://me:***@host/a, https://host/a",
            "https://:token@host/a, https://:***@host/a, https://host/a",
            "ssh://git@host:22/a, ssh://git@host:22/a, ssh://git@host:22/a", "git://host/a, git://host/a, git://host/a",
            "git://[::1]:9418/a, git://[::1]:9418/a, git://[::1]:9418/a", "file:///srv/a, file:///srv/a, file:///srv/a",
            "me@host:linux.git, me@host:linux.git, me@host:linux.git", "host:/srv/a, host:/srv/a, host:/srv/a",
            "/srv/a b.git, /srv/a b.git, /srv/a b.git", "a.git, /here/a.git, /here/a.git",
            "../a.git, /a.git, /a.git", "./x:y, /here/x:y, /here/x:y" })
    void addressesAreShownAndGivenToGitWithoutPasswords(String text, String shown, String given)
            throws MirrorException {
        Address address = Address.parse(text, Path.of("/here"));
        assertThat(address.shown()).isEqualTo(shown);
        assertThat(address.forGit()).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "-x", "--upload-pack=touch x", "ext::sh -c x", "fd::3", "foo::https://host/a",
            "ftp://host/a", "javascript://x", "https://", "https:///a", "https://-oProxyCommand=x/a",
            "ssh://-oProxyCommand=x/a", "ssh://me@-oProxyCommand=x/a", "-oProxyCommand=x:a", "me@-oProxyCommand=x:a",
            "file://host/a", "file://", "https://host:pass/a", "https://me:secret/a@host/b", "/a\nb", "/a\u0000b",
            "/a\u001b[31m", "/a\u202eb", "://a" })
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> Address.parse(text, Path.of("/here"))).isInstanceOfSatisfying(MirrorException.class,
                e -> {
                    assertThat(e.kind()).isEqualTo(MirrorException.Kind.USAGE);
                    assertThat(e.getMessage()).doesNotContain("secret").doesNotContain("\n").doesNotContain("\u001b");
                });
    }
}
