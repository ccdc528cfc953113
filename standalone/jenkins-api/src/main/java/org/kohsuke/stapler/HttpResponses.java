package org.kohsuke.stapler;

public class HttpResponses {

    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        public HttpResponseException() {
            throw new UnsupportedOperationException();
        }

        public HttpResponseException(String message) {
            throw new UnsupportedOperationException();
        }

        public HttpResponseException(String message, Throwable cause) {
            throw new UnsupportedOperationException();
        }

        public HttpResponseException(Throwable cause) {
            throw new UnsupportedOperationException();
        }
    }

    public HttpResponses() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException ok() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException notFound() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException forbidden() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException status(int code) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException error(int code, String errorMessage) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException error(int code, Throwable cause) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException errorWithoutStack(int code, String errorMessage) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException redirectViaContextPath(String relative) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse redirectToDot() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException forwardToPreviousPage() {
        throw new UnsupportedOperationException();
    }

    @Deprecated
    public static HttpResponse plainText(String plainText) {
        throw new UnsupportedOperationException();
    }
}
