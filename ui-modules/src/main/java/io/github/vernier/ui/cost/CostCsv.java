/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cost;

import io.github.vernier.listeners.record.CostStaticInfo;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes a line for each layer of either network (RFC 4180). */
final class CostCsv {

    private CostCsv() {}

    static void write(CostStaticInfo info, Writer out) throws IOException {
        out.write(
                "network,layer,type,output,parameters,statistics,bits,multAdds,correctedMultAdds\r\n");
        write("network", info.getNetwork(), out);
        if (info.getOriginal().isPresent()) {
            write("original", info.getOriginal().get(), out);
        }
    }

    private static void write(String which, CostStaticInfo.Network network, Writer out)
            throws IOException {
        for (CostStaticInfo.Layer layer : network.layers()) {
            String output =
                    Arrays.stream(layer.output())
                            .mapToObj(n -> n < 0 ? "?" : Integer.toString(n))
                            .collect(Collectors.joining("x"));
            out.write(which + "," + quoted(layer.name()) + "," + quoted(layer.type()));
            out.write("," + output + "," + layer.parameters() + "," + layer.statistics());
            out.write("," + layer.bits() + "," + layer.multAdds());
            out.write("," + layer.correctedMultAdds() + "\r\n");
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
