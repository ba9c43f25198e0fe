package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.ports.DeviceChoices;
import com.talkiego.dispatch.devices.sound.DeskAudio;
import com.talkiego.dispatch.devices.sound.SoundChoice;
import com.talkiego.dispatch.devices.sound.SoundDevices;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The computer's sound devices, as the settings panel offers them. JavaFX thread; the look at the devices is taken elsewhere. */
final class DeskDevices implements DeviceChoices {
    private static final String DEFAULT = "";
    private static final Executor ELSEWHERE =
            task -> Thread.ofVirtual().name("device-list").start(task);

    private final DeskAudio audio;
    private final Map<Place, String> chosen = new EnumMap<>(Place.class);
    private final AtomicReference<Listed> listed = new AtomicReference<>(new Listed(List.of(), List.of()));
    private final AtomicBoolean looking = new AtomicBoolean();
    private SoundChoice choice;

    private record Listed(List<String> outputs, List<String> inputs) {}

    DeskDevices(DeskAudio audio, SoundChoice choice) {
        this.audio = audio;
        this.choice = choice;
        chosen.put(Place.SELECT_OUTPUT, id(choice.selectOutput()));
        chosen.put(Place.UNSELECT_OUTPUT, id(choice.unselectOutput()));
        chosen.put(Place.MICROPHONE, id(choice.microphone()));
    }

    private static String id(@Nullable String device) {
        return device == null ? DEFAULT : device;
    }

    @Override
    public List<Choice> choices(Place place) {
        if (looking.compareAndSet(false, true)) {
            CompletableFuture.runAsync(
                            () -> listed.set(new Listed(SoundDevices.outputs(), SoundDevices.inputs())), ELSEWHERE)
                    .whenComplete((_, _) -> looking.set(false));
        }
        List<Choice> all = new ArrayList<>();
        all.add(new Choice(DEFAULT, "System default"));
        List<String> names =
                place == Place.MICROPHONE ? listed.get().inputs() : listed.get().outputs();
        names.forEach(name -> all.add(new Choice(name, SoundDevices.shortName(name))));
        all.add(new Choice(SoundDevices.NONE, "None"));
        return all;
    }

    @Override
    public String chosen(Place place) {
        return chosen.getOrDefault(place, DEFAULT);
    }

    @Override
    public String problem(Place place) {
        return audio.trouble(
                switch (place) {
                    case SELECT_OUTPUT -> DeskAudio.Place.SELECT;
                    case UNSELECT_OUTPUT -> DeskAudio.Place.UNSELECT;
                    case MICROPHONE -> DeskAudio.Place.MICROPHONE;
                });
    }

    @Override
    public void choose(Place place, String id) {
        chosen.put(place, id);
        choice = new SoundChoice(
                device(Place.SELECT_OUTPUT), device(Place.UNSELECT_OUTPUT), device(Place.MICROPHONE), choice.standIn());
        audio.choose(choice);
    }

    private @Nullable String device(Place place) {
        String id = chosen(place);
        return id.equals(DEFAULT) ? null : id;
    }
}
