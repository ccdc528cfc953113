package net.sf.json;

import java.io.Serializable;

public final class JSONObject implements Serializable {
    private JSONObject() {
        throw new UnsupportedOperationException();
    }

    public Object opt(String key) {
        throw new UnsupportedOperationException();
    }
}
