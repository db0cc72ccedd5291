using System.Text;
using System.Xml;
using CarSearch.OpenTravel.Requests;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>The content of an <c>OTA_VehAvailRateRS</c>.</summary>
/// <param name="Offers">The usable offers, at most <see cref="SupplierResponse.MaxOffers"/>.</param>
/// <param name="Dropped">The number of further offers.</param>
/// <param name="Status">The errors, warnings and faults.</param>
internal sealed record Availability(IReadOnlyList<SupplierOffer> Offers, int Dropped, OtaResponseStatus Status);

/// <summary>
/// Reads <c>OTA_VehAvailRateRS</c> in any envelope, wrapper and namespace. Elements are identified by their local names and parents;
/// docs/research/opentravel-responses.md compares real responses. A response is read once, forward-only, and is not kept in memory.
/// </summary>
internal sealed class AvailabilityReader
{
    /// <summary>The maximum number of bytes of a response, uncompressed.</summary>
    public const long MaxBytes = 16 << 20;

    private const int MaxDepth = 64;
    private const int MaxTextLength = 1_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private readonly AvailabilityQuery query;
    private readonly OfferReader offer;
    private readonly StationReader stations = new();
    private readonly StringBuilder text = new();
    private readonly OfferCollector offers;
    private readonly AmountUnits units = new();
    private readonly OtaResponseStatus status = new();
    private readonly Element[] path = new Element[MaxDepth + 1];
    private readonly OfferStation pickUp;
    private readonly OfferStation dropOff;
    private string? vendor;

    private AvailabilityReader(AvailabilityQuery query, bool isGross)
    {
        this.query = query;
        offer = new(query, units, isGross);
        (pickUp, dropOff) = stations.GetStations(query);
        offers = new(pickUp, dropOff);
    }

    private enum Element
    {
        Other,
        Ignored,
        Priced,
        Vendors,
        VehicleAvailability,
        Vendor,
        Text,
    }

    /// <summary>Reads a response.</summary>
    /// <param name="stream">The body of the response.</param>
    /// <param name="charset">The charset of the media type, or null.</param>
    /// <param name="query">The query.</param>
    /// <param name="isGross">Whether the supplier's RateTotalAmount includes all taxes and fees.</param>
    /// <param name="cancellationToken">Canceled when the time limit has expired.</param>
    /// <exception cref="ResponseTooLargeException">The response exceeds the limits of size or depth.</exception>
    /// <exception cref="UnreadableResponseException">The response is not well-formed XML in its charset.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public static async ValueTask<Availability> ReadAsync(
        LookaheadStream stream, string? charset, AvailabilityQuery query, bool isGross, CancellationToken cancellationToken)
    {
        await stream.FillAsync(cancellationToken).ConfigureAwait(false);
        if (stream.Buffered.IsEmpty)
        {
            throw new UnreadableResponseException("is empty", isTransient: true);
        }

        if (IsWebPage(stream.Buffered))
        {
            throw new UnreadableResponseException("is a web page", isTransient: false);
        }

        var reader = new AvailabilityReader(query, isGross);
        var encoding = ResponseCharset.Detect(stream.Buffered, charset);
        using var characters = new StreamReader(
            stream, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 16 * 1024, leaveOpen: true);
        try
        {
            using var xml = XmlReader.Create(characters, Settings);
            do
            {
                if (stream.NeedsFill)
                {
                    await stream.FillAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            while (reader.Step(xml));
        }
        catch (XmlException exception)
        {
            throw reader.status.CreateMalformedError(exception, stream);
        }
        catch (DecoderFallbackException exception)
        {
            var declared = characters.CurrentEncoding.WebName;
            throw new UnreadableResponseException($"is not encoded in its declared charset, {declared}", isTransient: false, exception);
        }

        reader.EndVendor();
        var (offers, dropped) = reader.offers.Complete(reader.units);
        return new(offers, dropped, reader.status);
    }

    private static bool IsWebPage(ReadOnlySpan<byte> head)
    {
        var start = head.TrimStart("\uFEFF \t\r\n"u8);
        return StartsWith(start, "<!doctype html"u8) || StartsWith(start, "<html"u8);

        static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix) =>
            text.Length >= prefix.Length && Ascii.EqualsIgnoreCase(text[..prefix.Length], prefix);
    }

    /// <summary>Reads one node.</summary>
    /// <returns>False at the end of the document.</returns>
    private bool Step(XmlReader xml)
    {
        if (!xml.Read())
        {
            return false;
        }

        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                var depth = xml.Depth;
                if (depth > MaxDepth)
                {
                    throw new ResponseTooLargeException($"is nested deeper than {MaxDepth} elements");
                }

                var isEmpty = xml.IsEmptyElement;
                path[depth] = Begin(xml, depth == 0 ? Element.Other : path[depth - 1]);
                if (isEmpty)
                {
                    End(path[depth]);
                }

                return !isEmpty || depth > 0;
            case XmlNodeType.Text or XmlNodeType.CDATA when path[xml.Depth - 1] is Element.Text or Element.Vendor:
                var value = xml.Value;
                text.Append(value.AsSpan()[..Math.Min(value.Length, MaxTextLength - Math.Min(text.Length, MaxTextLength))]);
                return true;
            case XmlNodeType.EndElement:
                End(path[xml.Depth]);

                // Whatever follows the document is ignored.
                return xml.Depth > 0;
            default:
                return true;
        }
    }

    private Element Begin(XmlReader xml, Element parent)
    {
        if (parent is Element.Ignored)
        {
            return Element.Ignored;
        }

        switch (xml.LocalName)
        {
            // Extensions repeat the car and its price.
            case "TPA_Extensions" or "Header":
                return Element.Ignored;

            // Equipment and coverages have prices of their own.
            case var name when parent is Element.Priced || name is "PricedEquips" or "PricedCoverages":
                offer.ReadPriced(xml);
                return Element.Priced;
            case "VehRentalCore":
                status.MismatchedDates ??= RentalDates.FindMismatch(xml, query.Search);
                return Element.Ignored;
            case "VehVendorAvail":
                EndVendor();
                return Element.Vendors;
            case "Vendor":
                text.Clear();
                offer.ReadVendor(xml);
                return Element.Vendor;
            case "LocationDetails":
                stations.Read(xml);
                return Element.Other;
            case "VehAvail":
                BeginOffer();
                offer.ReadCore(xml);
                return Element.VehicleAvailability;
            default:
                return !offer.Read(xml) && status.Begin(xml, text) ? Element.Text : Element.Other;
        }
    }

    private void End(Element element)
    {
        switch (element)
        {
            case Element.Text:
                status.End(text.ToString());
                break;
            case Element.Vendor:
                offer.ReadVendorText(text.ToString());
                break;
            case Element.VehicleAvailability:
                EndOffer();
                break;
            case Element.Vendors:
                EndVendor();
                break;
        }
    }

    private void BeginOffer()
    {
        // A vendor named before its cars applies to all of them.
        vendor = offer.GetVendor() ?? vendor;
        offer.Clear();
    }

    private void EndOffer()
    {
        offers.Add(offer.CreateOffer(vendor, pickUp, dropOff));
        offer.Clear();
    }

    private void EndVendor()
    {
        var (from, to) = stations.GetStations(query);
        offers.EndVendor(from, to, vendor is null ? offer.GetVendor() : null);
        vendor = null;
        stations.Clear();
        offer.ClearVendor();
    }
}
