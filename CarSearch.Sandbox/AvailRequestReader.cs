using System.Xml;
using System.Xml.Linq;
using CarSearch.Places;

namespace CarSearch.Sandbox;

/// <summary>
/// Reads an <c>OTA_VehAvailRateRQ</c>, bare or in an envelope: leniently where suppliers differ (prefixes, namespaces, wrappers, elements that are
/// elsewhere), but without DTDs, and no more than the server's 64 KiB.
/// </summary>
/// <remarks>
/// Read are EchoToken, Target, TimeStamp (when it was asked), the first <c>POS/Source</c> that has them: RequestorID, ISOCountry (the driver's residence), ISOCurrency;
/// <c>VehRentalCore</c>: PickUpDateTime, ReturnDateTime (local, whatever offset they bear), PickUpLocation, ReturnLocation (IATA codes);
/// <c>DriverType/@Age</c>; and <c>CitizenCountryName/@Code</c>, which says more of the residence than ISOCountry. Preferences are not heeded.
/// </remarks>
internal sealed class AvailRequestReader(PlaceCatalog catalog)
{
    private const string Message = "OTA_VehAvailRateRQ";

    private static readonly XmlReaderSettings Safe = new()
    {
        Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, or did not arrive whole.</exception>
    public async Task<AvailRequest> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        XElement root;
        try
        {
            using var xml = XmlReader.Create(request.Body, Safe);
            root = (await XDocument.LoadAsync(xml, LoadOptions.None, cancel).ConfigureAwait(false)).Root!;
        }
        catch (XmlException exception)
        {
            return new(SoapEnvelope.Told(request)) { Unreadable = OtaError.Protocol("367", $"The message is not XML that is read here: {exception.Message}") };
        }

        return Read(root);
    }

    private AvailRequest Read(XElement root)
    {
        var envelope = SoapEnvelope.Bare;
        if (root.Name.LocalName == "Envelope")
        {
            if (SoapEnvelope.Of(root.Name.NamespaceName) is not { } soap)
            {
                return new(SoapEnvelope.Soap11) { Unreadable = OtaError.Protocol("367", $"The envelope's namespace \"{root.Name.NamespaceName}\" is neither that of SOAP 1.1 nor that of 1.2.") };
            }

            envelope = soap;
        }

        // Some integrations wrap the message once more in an element of the operation's name.
        var message = root.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == Message);
        return message is null
            ? new(envelope) { Unreadable = OtaError.Protocol("459", $"The message is \"{Told(envelope, root)}\", not {Message}.") }
            : new AvailRequestReading(catalog, message).Read(envelope);
    }

    private static string Told(SoapEnvelope envelope, XElement root) => envelope.IsBare
        ? root.Name.LocalName
        : root.Elements().FirstOrDefault(element => element.Name.LocalName == "Body")?.Elements().FirstOrDefault()?.Name.LocalName ?? "";
}
