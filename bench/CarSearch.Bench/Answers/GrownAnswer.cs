using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CarSearch.Bench.Answers;

/// <summary>An answer as long as a large supplier's: a test message of a real shape whose offers are there many times.</summary>
internal sealed record GrownAnswer(string Name, byte[] Bytes)
{
    // One of each supplier or broker whose real answers were studied: see docs/research.
    private static readonly string[] Shapes =
    [
        "bare-net-with-estimate", "soap11-foreign-root-namespace", "soap12-prefixed-ns1", "soap11-wrapped-discount-fee",
        "broker-renamed-root-id-context-only", "broker-fees-22-23", "names-instead-of-numbers", "vendors-beside-core",
        "inclusive-vehicle-group",
    ];

    /// <summary>Creates a response of every shape, of about so many bytes together.</summary>
    public static IReadOnlyList<GrownAnswer> All(string folder, int bytes) =>
        [.. Shapes.Select(shape => Grow(folder, shape, bytes / Shapes.Length))];

    /// <summary>Creates a response that consists of offers alone, without indentation, so that almost nothing is skipped.</summary>
    public static byte[] Dense(int bytes)
    {
        var text = new StringBuilder("""<OTA_VehAvailRateRS xmlns="http://www.opentravel.org/OTA/2003/05" Version="1.0"><Success/>""")
            .Append("<VehAvailRSCore><VehVendorAvails><VehVendorAvail><Vendor>Northway</Vendor><VehAvails>");
        for (var i = 0; text.Length < bytes; i++)
        {
            text.Append("""<VehAvail><VehAvailCore Status="Available">""")
                .Append("""<Vehicle AirConditionInd="true" TransmissionType="Manual" PassengerQuantity="5" BaggageQuantity="2" """)
                .Append("""Code="CDMR" CodeContext="ACRISS"><VehType VehicleCategory="1" DoorCount="4"/><VehClass Size="4"/>""")
                .Append("""<VehMakeModel Name="Saloon or similar" Code="CDMR"/></Vehicle>""").Append('\n')
                .Append("""<RentalRate><RateDistance Unlimited="true" DistUnitName="Km" VehiclePeriodUnitName="RentalPeriod"/>""")
                .Append("""<VehicleCharges><VehicleCharge Purpose="1" Amount="123.45" CurrencyCode="USD" TaxInclusive="false"/>""")
                .Append("""</VehicleCharges><RateQualifier RateCategory="16"/></RentalRate>""").Append('\n')
                .Append("""<TotalCharge RateTotalAmount="123.45" EstimatedTotalAmount="143.55" CurrencyCode="USD"/>""")
                .Append("""<Fees><Fee Purpose="26" Amount="20.10" CurrencyCode="USD" IncludedInRate="false"/></Fees>""")
                .Append(null, $"""<Reference Type="16" ID="N{i:00000}"/></VehAvailCore></VehAvail>""");
        }

        text.Append("</VehAvails></VehVendorAvail></VehVendorAvails></VehAvailRSCore></OTA_VehAvailRateRS>");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static GrownAnswer Grow(string folder, string shape, int bytes)
    {
        var file = Path.Combine(folder, $"{shape}.xml");
        var document = XDocument.Load(file, LoadOptions.PreserveWhitespace);
        var vendors = document.Descendants().Where(element => element.Name.LocalName == "VehVendorAvail").ToArray();
        var length = vendors.Sum(vendor => vendor.ToString(SaveOptions.DisableFormatting).Length);
        if (length == 0)
        {
            throw new BenchException($"{file} has no VehVendorAvail to repeat.");
        }

        var (whole, last) = (document.ToString(SaveOptions.DisableFormatting).Length, vendors[^1]);
        for (var grown = whole; grown < bytes; grown += length)
        {
            foreach (var vendor in vendors)
            {
                last.AddAfterSelf(new XText("\n    "), new XElement(vendor));
            }
        }

        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            OmitXmlDeclaration = document.Declaration is null,
        };
        using (var writer = XmlWriter.Create(stream, settings))
        {
            document.Save(writer);
        }

        return new(shape, stream.ToArray());
    }
}
