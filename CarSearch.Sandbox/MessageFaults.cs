using System.Globalization;
using System.Text;

namespace CarSearch.Sandbox;

/// <summary>Faults that a right message gets as an answer: XML that tells of no offers, or that no reader should follow.</summary>
internal static class MessageFaults
{
    private const int Depth = 1_000_000;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("soap-fault", "a fault of the server's, with 500, in the envelope asked for; in that of SOAP 1.1 if none was",
            exchange => exchange.SendAsync(request => request.Envelope.Fault(isSenders: false, "The reservation system does not answer."))),
        new("ota-errors", "200 and an error of OpenTravel's, &code=N of its list ERR; 497 unless told, authorization", SendErrorAsync),
        new("no-cars", "200 and the error of OpenTravel's that tells that nothing is available, 322",
            exchange => SendErrorAsync(exchange, OtaError.Rule("322", "There is no car for this rental."))),
        new("deep", "a million elements, each in the one before", exchange => exchange.SendAsync(request => Deep(exchange, request))),
        new("doctype", "a DTD whose entities, resolved, would make a text of a billion letters", exchange => exchange.SendAsync(request => Doctype(exchange, request))),
    ];

    private static Task SendErrorAsync(Exchange exchange) => SendErrorAsync(exchange, exchange.Choice.Code is { } code
        ? OtaError.Processing(code, $"This is error {code}, as asked for.")
        : OtaError.Authorization("497", "This requestor is not served."));

    private static Task SendErrorAsync(Exchange exchange, OtaError error) =>
        exchange.SendAsync(request => OtaMessage.Errors(request, exchange.Time.GetUtcNow(), error));

    private static Answer Deep(Exchange exchange, AvailRequest request)
    {
        const string Here = "<here/>";
        var parts = Message(exchange, request, Here).Split(Here);
        return new(StatusCodes.Status200OK, request.Envelope.ContentType, async (to, cancel) =>
        {
            await to.WriteAsync(Encoding.UTF8.GetBytes(parts[0]), cancel).ConfigureAwait(false);
            await RepeatAsync("<VehAvail>").ConfigureAwait(false);
            await RepeatAsync("</VehAvail>").ConfigureAwait(false);
            await to.WriteAsync(Encoding.UTF8.GetBytes(parts[1]), cancel).ConfigureAwait(false);

            async Task RepeatAsync(string tag)
            {
                const int AtOnce = 10_000;
                var many = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(tag, AtOnce)));
                for (var written = 0; written < Depth; written += AtOnce)
                {
                    await to.WriteAsync(many, cancel).ConfigureAwait(false);
                }
            }
        });
    }

    private static Answer Doctype(Exchange exchange, AvailRequest request)
    {
        // Ten letters, then each entity ten of the one before: the eighth has a billion.
        var entities = string.Concat(Enumerable.Range(1, 8).Select(level =>
            string.Create(CultureInfo.InvariantCulture, $"<!ENTITY e{level} \"{string.Concat(Enumerable.Repeat($"&e{level - 1};", 10))}\">")));
        var root = request.Envelope.IsBare ? "OTA_VehAvailRateRS" : "soap:Envelope";
        var message = Message(exchange, request, "&e8;");
        var afterDeclaration = message.IndexOf("?>", StringComparison.Ordinal) + 2;
        var bytes = Encoding.UTF8.GetBytes(message.Insert(afterDeclaration, $"<!DOCTYPE {root} [<!ENTITY e0 \"laughter! \">{entities}]>"));
        return new(StatusCodes.Status200OK, request.Envelope.ContentType, (to, cancel) => to.WriteAsync(bytes, cancel).AsTask());
    }

    /// <summary>A success with a warning, and raw XML in that.</summary>
    private static string Message(Exchange exchange, AvailRequest request, string raw) => Encoding.UTF8.GetString(Answer.Bytes(request.Envelope, xml =>
    {
        OtaMessage.WriteStart(xml, request, exchange.Time.GetUtcNow());
        OtaMessage.WriteSuccess(xml);
        xml.WriteStartElement("Warnings");
        xml.WriteStartElement("Warning");
        xml.WriteAttributeString("Type", "11");
        xml.WriteRaw(raw);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }));
}
