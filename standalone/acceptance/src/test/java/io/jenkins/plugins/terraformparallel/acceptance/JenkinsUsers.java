package io.jenkins.plugins.terraformparallel.acceptance;

import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who may do what on a Jenkins that the suite starts: an administrator, and everybody else may read.
 *
 * @param password of the administrator
 * @param token of the administrator
 */
record JenkinsUsers(String password, String token) {
    static final String ADMINISTRATOR = "admin";

    static JenkinsUsers random() {
        // Jenkins' API tokens begin with the version of their format.
        return new JenkinsUsers(hex(), "11" + hex());
    }

    /** Name and token. */
    String administrator() {
        return ADMINISTRATOR + ":" + token;
    }

    /** Runs at each start of Jenkins. */
    String script(URI url) {
        return """
                import hudson.security.*
                import jenkins.model.*
                import jenkins.security.ApiTokenProperty

                def jenkins = Jenkins.get()
                if (!(jenkins.securityRealm instanceof HudsonPrivateSecurityRealm)) {
                    def realm = new HudsonPrivateSecurityRealm(false, false, null)
                    def user = realm.createAccount('%1$s', '%2$s')
                    user.getProperty(ApiTokenProperty).addFixedNewToken('acceptance', '%3$s')
                    def strategy = new FullControlOnceLoggedInAuthorizationStrategy()
                    strategy.allowAnonymousRead = true
                    jenkins.securityRealm = realm
                    jenkins.authorizationStrategy = strategy
                    jenkins.save()
                    JenkinsLocationConfiguration.get().url = '%4$s'
                }
                """.formatted(ADMINISTRATOR, password, token, url);
    }

    private static String hex() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
