package jenkins.security;

public class HMACConfidentialKey extends ConfidentialKey {
    public HMACConfidentialKey(String id) {
        super((String) null);
        throw new UnsupportedOperationException();
    }

    public HMACConfidentialKey(Class owner, String shortName) {
        super((String) null);
        throw new UnsupportedOperationException();
    }

    public byte[] mac(byte[] message) {
        throw new UnsupportedOperationException();
    }

    public String mac(String message) {
        throw new UnsupportedOperationException();
    }
}
