package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.databind.node.MissingNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.EventFields.Counts;
import io.jenkins.plugins.terraformparallel.engine.terraform.EventFields.Subject;
import io.jenkins.plugins.terraformparallel.engine.terraform.JsonCursor.Unusual;

/**
 * Reads the fields of an event as terraform itself writes it: ASCII, no blank between tokens, whole numbers. That is nearly
 * every line, and making nothing of what nobody asks for takes less time than a general parser needs for its tokens. It
 * either comes to what {@link EventFields#read} would, or to nothing: whatever is unusual is left to that.
 *
 * <p>Not thread-safe: one reader of lines uses it.
 */
final class EventScanner {

    private final JsonCursor json = new JsonCursor();

    /**
     * The fields of a line.
     *
     * @return null where it isn't what terraform writes, or has parts that are read as a tree
     */
    @CheckForNull
    EventFields read(byte[] bytes, int start, int length) {
        json.open(bytes, start, length);
        try {
            EventFields fields = event();
            return json.isAtEnd() ? fields : null;
        } catch (Unusual e) {
            return null;
        } finally {
            json.close();
        }
    }

    private EventFields event() throws Unusual {
        String message = null;
        String type = null;
        String level = "";
        String terraform = "";
        String tofu = "";
        int timestampFrom = 0;
        int timestampTo = 0;
        Subject change = Subject.NONE;
        Subject hook = Subject.NONE;
        Counts counts = null;
        boolean more = json.begin();
        while (more) {
            json.name();
            if (json.is("@message")) {
                message = json.text();
            } else if (json.is("type")) {
                type = json.text();
            } else if (json.is("@level")) {
                level = level();
            } else if (json.is("@timestamp")) {
                json.plainString();
                timestampFrom = json.from();
                timestampTo = json.to();
            } else if (json.is("terraform")) {
                terraform = json.text();
            } else if (json.is("tofu")) {
                tofu = json.text();
            } else if (json.is("change")) {
                change = subject();
            } else if (json.is("hook")) {
                hook = subject();
            } else if (json.is("changes")) {
                counts = counts();
            } else {
                JsonCursor.require(!json.is("diagnostic") && !json.is("outputs"));
                json.skip(1);
            }
            more = json.goesOn();
        }
        // Only the first event of a process is asked for its time.
        String timestamp = "version".equals(type) ? json.latin(timestampFrom, timestampTo) : "";
        return new EventFields(
                message,
                type,
                level,
                timestamp,
                terraform,
                tofu,
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                change,
                hook,
                counts);
    }

    private String level() throws Unusual {
        json.plainString();
        return json.is("info") ? "info" : json.latin(json.from(), json.to());
    }

    private Subject subject() throws Unusual {
        String address = "";
        String action = "";
        boolean moved = false;
        boolean imported = false;
        boolean more = json.begin();
        while (more) {
            json.name();
            if (json.is("resource")) {
                address = address();
            } else if (json.is("action")) {
                action = json.text();
            } else if (json.is("previous_resource")) {
                moved = json.peek() == '{';
                json.skip(2);
            } else if (json.is("importing")) {
                imported = json.peek() == '{';
                json.skip(2);
            } else {
                json.skip(2);
            }
            more = json.goesOn();
        }
        return new Subject(address, action, moved, imported);
    }

    private String address() throws Unusual {
        String address = "";
        boolean more = json.begin();
        while (more) {
            json.name();
            if (json.is("addr")) {
                address = json.text();
            } else {
                json.skip(3);
            }
            more = json.goesOn();
        }
        return address;
    }

    private Counts counts() throws Unusual {
        int add = 0;
        int change = 0;
        int remove = 0;
        int imported = 0;
        String operation = "";
        boolean more = json.begin();
        while (more) {
            json.name();
            if (json.is("add")) {
                add = json.number();
            } else if (json.is("change")) {
                change = json.number();
            } else if (json.is("remove")) {
                remove = json.number();
            } else if (json.is("import")) {
                imported = json.number();
            } else if (json.is("operation")) {
                operation = json.text();
            } else {
                json.skip(2);
            }
            more = json.goesOn();
        }
        return new Counts(add, change, remove, imported, operation);
    }
}
