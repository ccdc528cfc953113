#!/bin/sh
# terraform-parallel: below this head the file is a jar, and what runs is `java OPTIONS -jar` of it. Java takes the place
# of this shell, so that there is one process, which gets all signals and whose exit code is the program's.
#
# Further options for Java go into the environment variable JDK_JAVA_OPTIONS. JAVA_HOME says which Java it is, else the
# PATH. For everything else: `java -jar` takes this file, too.

terraform_parallel_refuse() {
    printf '%s\n' "terraform-parallel: $1" >&2
    exit 64
}

if [ -n "$JAVA_HOME" ]; then
    terraform_parallel_java=$JAVA_HOME/bin/java
    [ -f "$terraform_parallel_java" ] && [ -x "$terraform_parallel_java" ] ||
        terraform_parallel_refuse "found no program '$terraform_parallel_java', expected JAVA_HOME to be the directory of a Java 17 or later; set it to one, or unset it and have java on the PATH."
    terraform_parallel_home=$JAVA_HOME
else
    terraform_parallel_java=$(command -v java) ||
        terraform_parallel_refuse "found no java on the PATH, and JAVA_HOME isn't set; expected Java 17 or later in one of the two."
    terraform_parallel_home=$(readlink -f "$terraform_parallel_java" 2>/dev/null)
    terraform_parallel_home=${terraform_parallel_home%/bin/java}
fi

# Which Java it is stands in a file: to ask it would take as long as a run. Where there is none, Java says by itself what
# it can't read.
if [ -r "$terraform_parallel_home/release" ]; then
    while read -r terraform_parallel_line; do
        case $terraform_parallel_line in
        JAVA_VERSION=*)
            terraform_parallel_version=${terraform_parallel_line#JAVA_VERSION=?}
            terraform_parallel_version=${terraform_parallel_version%?}
            case ${terraform_parallel_version%%[!0-9]*} in
            [1-9] | 1[0-6])
                terraform_parallel_refuse "found Java $terraform_parallel_version ($terraform_parallel_java), expected Java 17 or later; set JAVA_HOME to the directory of one."
                ;;
            esac
            break
            ;;
        esac
    done <"$terraform_parallel_home/release"
fi

# Some shells (dash) drop variables whose names they couldn't use themselves, such as TF_VAR_my-var. Terraform must never do
# without a value that it was given. bash passes them on.
if [ -z "$BASH_VERSION" ]; then
    terraform_parallel_name=$(LC_ALL=C grep -azom1 '^TF_[A-Za-z0-9_]*[^A-Za-z0-9_=][^=]*' "/proc/$$/environ" 2>/dev/null)
    [ -z "$terraform_parallel_name" ] ||
        terraform_parallel_refuse "environment variable $terraform_parallel_name can't be passed on by /bin/sh, because of its name; run java -jar '$0', or give the value in another way."
fi

# A run lasts seconds, in which the second compiler and the threads of the G1 collector cost more than they save. Two
# collectors would be a mistake, so that the one of the user counts.
case "$JDK_JAVA_OPTIONS $JAVA_TOOL_OPTIONS $_JAVA_OPTIONS" in
*-XX:+Use*GC*) set -- -jar "$0" "$@" ;;
*) set -- -XX:+UseSerialGC -jar "$0" "$@" ;;
esac
exec "$terraform_parallel_java" -XX:TieredStopAtLevel=1 "$@"
