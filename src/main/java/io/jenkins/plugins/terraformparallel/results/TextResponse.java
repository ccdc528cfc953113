package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Answers with a log or diff as plain text: the whole file, or with {@code from} what begins there, with {@code last} its
 * last bytes from the beginning of a line on, with {@code limit} at most so many bytes. {@code X-Text-Start} and
 * {@code X-Text-Size} say which part it is: the offset of the first byte, and the one for the next request's
 * {@code from}. {@code X-More-Data} says that more may come.
 */
final class TextResponse implements HttpResponse {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final LocalRunFolder folder;
    private final String path;
    private final String fileName;
    private final boolean mayGrow;

    /**
     * @param path of the file, as the run's journal says
     * @param fileName for a download
     * @param mayGrow whether somebody still writes it
     */
    TextResponse(LocalRunFolder folder, String path, String fileName, boolean mayGrow) {
        this.folder = folder;
        this.path = path;
        this.fileName = PLAIN_NAME.matcher(fileName).matches() ? fileName : "text.txt";
        this.mayGrow = mayGrow;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        Long from;
        Long last;
        Long limit;
        try {
            from = number(request, "from");
            last = number(request, "last");
            limit = number(request, "limit");
        } catch (IllegalArgumentException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
            return;
        }
        try (LocalText text = folder.text(path)) {
            long size = text.size();
            long start = Math.min(size, from == null ? 0 : from);
            if (last != null) {
                start = Math.max(start, text.lineFrom(size - last));
            }
            long end = limit == null ? size : Math.min(size, start + limit);
            header(request, response, start, end, end < size);
            text.copy(start, end, response.getOutputStream());
        } catch (NoSuchFileException e) {
            if (!mayGrow) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND, Messages.TextResponse_noFile());
                return;
            }
            // Nothing was written yet.
            header(request, response, 0, 0, false);
        }
    }

    private void header(StaplerRequest2 request, StaplerResponse2 response, long start, long end, boolean more) {
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Text-Start", String.valueOf(start));
        response.setHeader("X-Text-Size", String.valueOf(end));
        if (more || mayGrow) {
            response.setHeader("X-More-Data", "true");
        }
        Caching.apply(response, !mayGrow);
        if (request.getParameter("download") != null) {
            response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        }
        response.setContentLengthLong(end - start);
    }

    /** @throws IllegalArgumentException with a sentence */
    @CheckForNull
    private static Long number(StaplerRequest2 request, String name) {
        String value = request.getParameter(name);
        if (value == null) {
            return null;
        }
        if (!NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException(Messages.TextResponse_number(name));
        }
        return Long.valueOf(value);
    }
}
