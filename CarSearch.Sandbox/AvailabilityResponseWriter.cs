using System.Globalization;
using System.Xml;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>
/// Writes an <c>OTA_VehAvailRateRS</c> of schema 2017B (version 5.000, http://www.opentravel.org/OTA/2003/05) offer by offer.
/// </summary>
/// <remarks>
/// <para>As with real suppliers, names may exceed the schema's 64 characters, and there may be more than its 20
/// <c>VehVendorAvail</c>.</para>
/// <list type="table">
/// <listheader><term>Member of an offer</term><description>in OpenTravel</description></listheader>
/// <item><term>Reference, BookingUrl</term><description><c>Reference</c> @ID (@Type 16), @URL</description></item>
/// <item><term>Vendor (else the supplier's name)</term><description><c>Vendor</c> @CompanyShortName, @Code</description></item>
/// <item><term>OnRequest</term><description><c>VehAvailCore</c> @Status Available or OnRequest</description></item>
/// <item><term>Car</term><description><c>Vehicle</c> @Code (ACRISS), @AirConditionInd, @TransmissionType, @FuelType, @DriveType;
/// <c>VehType</c> @VehicleCategory (list VEC); <c>VehClass</c> @Size (list SIZ)</description></item>
/// <item><term>Vehicle, Seats, Doors, Bags</term><description><c>VehMakeModel</c> @Name; @PassengerQuantity; <c>VehType</c> @DoorCount;
/// @BaggageQuantity</description></item>
/// <item><term>Image</term><description><c>PictureURL</c></description></item>
/// <item><term>PickUp, DropOff</term><description><c>Info</c>: the first and the second <c>LocationDetails</c>, @Code (IATA), @Name,
/// @AtAirport; see <see cref="StationWriter"/></description></item>
/// <item><term>Mileage</term><description><c>RateDistance</c> of the RentalPeriod</description></item>
/// <item><term>FreeCancellation</term><description><c>RateRestrictions</c> @CancellationPenaltyInd, negated</description></item>
/// <item><term>Terms.FreeUntil, CancellationFee</term><description><c>PaymentRule</c> of RuleType 1 (cancel): @AbsoluteDeadline,
/// @Amount</description></item>
/// <item><term>Terms.Deposit</term><description><c>VehicleCharge</c> with the word Deposit as its purpose, in no total</description></item>
/// <item><term>Terms.Covers, Excess</term><description><c>PricedCoverage</c> (list VCT), required and in the rate; <c>Deductible</c>
/// @ExcessAmount</description></item>
/// <item><term>Terms.FuelPolicy</term><description><c>VehicleCharge</c> of Purpose 113 to 120; same to same as a description of Purpose
/// 20</description></item>
/// <item><term>Terms.Payment</term><description><c>PaymentRule</c> of RuleType 4 (guarantee); without a PayAtPickUp, RateCategory 19
/// (prepaid) or RateQualifier POSTPAID</description></item>
/// <item><term>Terms.Fees</term><description><c>Fee</c> (list VCP), not required unless it is included</description></item>
/// <item><term>Terms.MinimumAge</term><description><c>RateRestrictions</c> @MinimumAge</description></item>
/// <item><term>Price.Total, Estimated</term><description><c>TotalCharge</c> @EstimatedTotalAmount, which includes mandatory charges;
/// @RateTotalAmount, which excludes them, is omitted if the total is an estimate</description></item>
/// <item><term>Price.Base</term><description><c>VehicleCharge</c> of Purpose 1 (vehicle rental; list VCP), taxes not
/// included</description></item>
/// <item><term>Price.TaxesAndFees</term><description><c>Fee</c> of Purpose 26 (mandatory charges total), in the estimated total, not in the
/// rate</description></item>
/// <item><term>Amounts in minor units</term><description>@DecimalPlaces beside each @CurrencyCode</description></item>
/// <item><term>Price.PayAtPickUp</term><description><c>PaymentRule</c> @Amount is paid at booking, the rest at pick-up. RuleType 3
/// (deposit; list RUL) for a part of the total, else 2 (prepay)</description></item>
/// </list>
/// </remarks>
/// <param name="request">The request.</param>
/// <param name="now">The TimeStamp of the response.</param>
internal sealed class AvailabilityResponseWriter(AvailabilityRequest request, DateTimeOffset now)
{
    private const int FlushSize = 16 * 1024;

    /// <summary>Gets the format of the price of an offer by its number from 0.</summary>
    public Func<int, PriceFormat> Prices { get; init; } = static _ => PriceFormat.Default;

    /// <summary>Writes the response and flushes it every few kilobytes.</summary>
    public async Task WriteAsync(Stream stream, IEnumerable<VendorOffers> vendors, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using var xml = XmlWriter.Create(buffer, SandboxResponse.Xml);
        xml.WriteStartDocument();
        request.Envelope.WriteStart(xml);
        OtaMessage.WriteStart(xml, request, now);
        OtaMessage.WriteSuccess(xml);
        var written = 0;
        foreach (var vendor in vendors)
        {
            if (written == 0)
            {
                xml.WriteStartElement("VehAvailRSCore");
                WriteRental(xml, request.Request!.Search);
                xml.WriteStartElement("VehVendorAvails");
            }

            xml.WriteStartElement("VehVendorAvail");
            WriteElement(xml, "Vendor", ("Code", CreateCode(vendor.Vendor)), ("CompanyShortName", vendor.Vendor), ("TravelSector", "2"));
            xml.WriteStartElement("VehAvails");
            foreach (var offer in vendor.Offers)
            {
                new OfferWriter(xml, offer, Prices(written)).Write();
                written++;
                xml.Flush();
                if (buffer.Length >= FlushSize)
                {
                    await FlushAsync(buffer, stream, cancellationToken).ConfigureAwait(false);
                }
            }

            xml.WriteEndElement();
            xml.WriteStartElement("Info");
            StationWriter.Write(xml, vendor.PickUp);
            StationWriter.Write(xml, vendor.DropOff);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        if (written == 0)
        {
            OtaMessage.WriteWarning(xml, OtaError.Rule("301", "No cars are available for these dates, driver and return location."));
        }

        xml.WriteEndDocument();
        xml.Flush();
        await FlushAsync(buffer, stream, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes an empty element. Attributes that are null are omitted.</summary>
    public static void WriteElement(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
            {
                xml.WriteAttributeString(attribute, value);
            }
        }

        xml.WriteEndElement();
    }

    private static async Task FlushAsync(MemoryStream buffer, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
        buffer.SetLength(0);
    }

    private static void WriteRental(XmlWriter xml, SearchRequest search)
    {
        xml.WriteStartElement("VehRentalCore");
        xml.WriteAttributeString("PickUpDateTime", FormatLocalTime(search.PickUp.At));
        xml.WriteAttributeString("ReturnDateTime", FormatLocalTime(search.DropOff.At));
        WriteElement(xml, "PickUpLocation", ("LocationCode", search.PickUp.Place), ("CodeContext", "IATA"));
        WriteElement(xml, "ReturnLocation", ("LocationCode", search.DropOff.Place), ("CodeContext", "IATA"));
        xml.WriteEndElement();
    }

    private static string FormatLocalTime(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Creates the code of a vendor: at most 16 letters and digits of its name.</summary>
    private static string CreateCode(string vendor) => string.Concat(vendor.Where(char.IsAsciiLetterOrDigit).Take(16)).ToUpperInvariant();
}

/// <summary>The offers of one vendor and pair of stations: a <c>VehVendorAvail</c>.</summary>
/// <param name="Vendor">The vendor.</param>
/// <param name="PickUp">The pick-up station.</param>
/// <param name="DropOff">The drop-off station.</param>
/// <param name="Offers">The offers: by the schema, at most 99.</param>
internal sealed record VendorOffers(string Vendor, OfferStation PickUp, OfferStation DropOff, IEnumerable<SupplierOffer> Offers)
{
    private const int MaxCount = 99;

    /// <summary>Groups offers by vendor and stations, in the order of their first occurrence.</summary>
    public static IReadOnlyList<VendorOffers> GroupByVendor(ISupplier supplier, IEnumerable<SupplierOffer> offers) =>
    [
        .. from offer in offers
           group offer by (Vendor: offer.Vendor ?? supplier.Name, offer.PickUp, offer.DropOff) into vendor
           from part in vendor.Chunk(MaxCount)
           select new VendorOffers(vendor.Key.Vendor, vendor.Key.PickUp, vendor.Key.DropOff, part),
    ];
}
