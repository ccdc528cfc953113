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

    public static HttpResponses.HttpResponseException notFound() {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException errorWithoutStack(int code, String errorMessage) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponses.HttpResponseException redirectViaContextPath(String relative) {
        throw new UnsupportedOperationException();
    }
}
