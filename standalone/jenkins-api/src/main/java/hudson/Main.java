package hudson;

public class Main {
    public static boolean isUnitTest;

    private Main() {
        throw new UnsupportedOperationException();
    }
}
