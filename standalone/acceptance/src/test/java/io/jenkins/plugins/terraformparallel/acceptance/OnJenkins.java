package io.jenkins.plugins.terraformparallel.acceptance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A scenario on the Jenkins that the suite was given, which it gets as a parameter of type {@link TestJenkins}: one for
 * all scenarios. Without a Jenkins it is skipped, with {@code CI=true}, too. To stand before other conditions.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(JenkinsExtension.class)
@interface OnJenkins {

    /** Whether it needs one that the suite itself has started: to kill it, to look into its home folder, to restart it. */
    boolean own() default false;
}
