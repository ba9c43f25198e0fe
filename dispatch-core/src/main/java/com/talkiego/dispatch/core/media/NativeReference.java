package com.talkiego.dispatch.core.media;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.internal.NativeObject;
import dev.onvoid.webrtc.internal.RefCountedObject;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A reference to a native object that the WebRTC library hands out and never takes back: with 0.14.0 a closed connection, and each
 * transceiver it was asked for, stay in memory until the process ends (its issue 239). Taken over from the object that holds it, and given
 * back once. On {@code media-ops} only, as all that uses the object is. Decision 8 says when it can go.
 */
final class NativeReference extends RefCountedObject {
    private static final VarHandle HANDLE = handle();

    private NativeReference(long handle) {
        HANDLE.set(this, handle);
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.privateLookupIn(NativeObject.class, MethodHandles.lookup())
                    .findVarHandle(NativeObject.class, "nativeHandle", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The one that a connection holds; taken before it is closed, which forgets it. */
    static NativeReference of(RTCPeerConnection connection) {
        return new NativeReference((long) HANDLE.get(connection));
    }

    /** The one that adding a transceiver gave, which is of no use any more; those that are only looked up hold none. */
    static NativeReference ofAdded(RTCRtpTransceiver transceiver) {
        NativeReference taken = new NativeReference((long) HANDLE.get(transceiver));
        HANDLE.set(transceiver, 0L);
        return taken;
    }

    /** Gives it back; whether it was the last one, so that the object is gone. */
    boolean giveBack() {
        release();
        // The library forgets what is gone.
        return (long) HANDLE.get(this) == 0;
    }

    /**
     * Gives it back.
     *
     * @throws IllegalStateException if the object stays in memory because somebody else holds it
     */
    void giveBackTheLast() {
        if (!giveBack()) {
            throw new IllegalStateException("it is still held elsewhere and stays in memory");
        }
    }
}
