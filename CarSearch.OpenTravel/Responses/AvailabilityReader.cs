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
    private readonly StationReader stations;
    private readonly StringBuilder text = new();
    private readonly OfferCollector offers;
    private readonly AmountUnits units = new();
    private readonly OtaResponseStatus status = new();
    private readonly ResponseElement[] path = new ResponseElement[MaxDepth + 1];
    private readonly OfferStation pickUp;
    private readonly OfferStation dropOff;
    private string? vendor;

    private AvailabilityReader(AvailabilityQuery query, bool isGross)
    {
        this.query = query;
        offer = new(query, units, isGross);
        stations = new(query);
        (pickUp, dropOff) = stations.GetStations();
        offers = new(pickUp, dropOff);
    }

    /// <summary>Reads a response.</summary>
    /// <param name="body">The body of the response.</param>
    /// <param name="charset">The charset of the media type, or null.</param>
    /// <param name="query">The query.</param>
    /// <param name="isGross">Whether the supplier's RateTotalAmount includes all taxes and fees.</param>
    /// <param name="cancellationToken">Canceled when the time limit has expired.</param>
    /// <exception cref="UnreadableResponseException">
    /// The response is not well-formed XML in its charset, or exceeds the limits of size or depth.
    /// </exception>
    /// <exception cref="InvalidDataException">The response can't be decompressed.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public static async ValueTask<Availability> ReadAsync(
        Stream body, string? charset, AvailabilityQuery query, bool isGross, CancellationToken cancellationToken)
    {
        using var input = new LookaheadReader(body, MaxBytes);
        await input.FillAsync(cancellationToken).ConfigureAwait(false);
        if (input.Buffered.IsEmpty)
        {
            throw new UnreadableResponseException("is empty", isTransient: true);
        }

        if (ResponseCharset.IsWebPage(input.Buffered))
        {
            throw new UnreadableResponseException("is a web page");
        }

        var reader = new AvailabilityReader(query, isGross);
        input.Encoding = ResponseCharset.Detect(input.Buffered, charset);
        try
        {
            using var xml = XmlReader.Create(input, Settings);
            do
            {
                if (input.NeedsFill)
                {
                    await input.FillAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            while (reader.Step(xml));
        }
        catch (XmlException exception)
        {
            throw reader.status.CreateMalformedError(exception, input);
        }
        catch (DecoderFallbackException exception)
        {
            throw new UnreadableResponseException(
                $"is not encoded in its declared charset, {input.Encoding.WebName}", cause: exception);
        }

        reader.EndVendor();
        var (offers, dropped) = reader.offers.Complete(reader.units);
        return new(offers, dropped, reader.status);
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
                    throw new UnreadableResponseException($"is nested deeper than {MaxDepth} elements");
                }

                var isEmpty = xml.IsEmptyElement;
                path[depth] = Begin(xml, depth == 0 ? ResponseElement.Other : path[depth - 1]);
                if (isEmpty)
                {
                    xml.MoveToElement();
                    End(xml, path[depth]);
                }

                return !isEmpty || depth > 0;
            case XmlNodeType.Text or XmlNodeType.CDATA when path[xml.Depth - 1].HasText():
                var value = xml.Value;
                text.Append(value.AsSpan()[..Math.Min(value.Length, MaxTextLength - Math.Min(text.Length, MaxTextLength))]);
                return true;
            case XmlNodeType.EndElement:
                End(xml, path[xml.Depth]);

                // Whatever follows the document is ignored.
                return xml.Depth > 0;
            default:
                return true;
        }
    }

    private ResponseElement Begin(XmlReader xml, ResponseElement parent)
    {
        switch (xml.LocalName)
        {
            case var _ when parent is ResponseElement.Ignored:
            case "Header": return ResponseElement.Ignored;

            // A shuttle has opening hours of its own.
            case var name when parent is ResponseElement.Station or ResponseElement.StationText:
                text.Clear();
                return name is "Shuttle" ? ResponseElement.Ignored
                    : stations.ReadDetail(xml) ? ResponseElement.StationText : ResponseElement.Station;

            // Extensions repeat the car and its price; little of them is read.
            case var name when parent is ResponseElement.Extensions || name is "TPA_Extensions":
                offer.ReadExtension(xml);
                return ResponseElement.Extensions;

            // Equipment and coverages have prices of their own.
            case var name
                when parent is ResponseElement.Priced or ResponseElement.PricedText || name is "PricedEquips" or "PricedCoverages":
                text.Clear();
                return offer.ReadPriced(xml) ? ResponseElement.PricedText : ResponseElement.Priced;
            case "PictureURL" or "MinimumAge":
                text.Clear();
                return ResponseElement.OfferText;
            case "VehRentalCore":
                status.MismatchedDates ??= RentalDates.FindMismatch(xml, query.Search);
                return ResponseElement.Ignored;
            case "VehVendorAvail":
                EndVendor();
                return ResponseElement.Vendors;
            case "Vendor":
                text.Clear();
                offer.ReadVendor(xml);
                return ResponseElement.Vendor;
            case "LocationDetails":
                stations.Read(xml);
                return ResponseElement.Station;
            case "VehAvail":
                BeginOffer();
                offer.ReadCore(xml);
                return ResponseElement.VehicleAvailability;
            default:
                return !offer.Read(xml) && status.Begin(xml, text) ? ResponseElement.Text : ResponseElement.Other;
        }
    }

    private void End(XmlReader xml, ResponseElement element)
    {
        switch (element)
        {
            case ResponseElement.OfferText:
                offer.ReadText(xml.LocalName, text.ToString());
                break;
            case ResponseElement.PricedText:
                offer.ReadPricedText(text.ToString());
                break;
            case ResponseElement.StationText:
                stations.ReadText(xml.LocalName, text.ToString());
                break;
            case ResponseElement.Text:
                status.End(text.ToString());
                break;
            case ResponseElement.Vendor:
                offer.ReadVendorText(text.ToString());
                break;
            case ResponseElement.VehicleAvailability:
                EndOffer();
                break;
            case ResponseElement.Vendors:
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
        var (from, to) = stations.GetStations();
        offers.EndVendor(from, to, vendor is null ? offer.GetVendor() : null);
        vendor = null;
        stations.Clear();
        offer.ClearVendor();
    }
}
