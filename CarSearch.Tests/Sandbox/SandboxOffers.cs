using System.Globalization;
using System.Xml.Linq;
using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Tests.Sandbox;

/// <summary>Parses a response of the sandbox by the mapping documented in AvailabilityResponseWriter.</summary>
internal static class SandboxOffers
{
    private static readonly XNamespace Ota = "http://www.opentravel.org/OTA/2003/05";

    /// <summary>Parses the offers, ordered by reference. A vendor with the name of the supplier is null.</summary>
    public static IReadOnlyList<SupplierOffer> Parse(XElement message, string supplier) =>
    [
        .. message.Descendants(Ota + "VehVendorAvail")
            .SelectMany(vendor => vendor.Descendants(Ota + "VehAvail").Select(avail => Offer(vendor, avail, supplier)))
            .OrderBy(offer => offer.Reference, StringComparer.Ordinal),
    ];

    private static SupplierOffer Offer(XElement vendor, XElement avail, string supplier)
    {
        var core = avail.Element(Ota + "VehAvailCore")!;
        var vehicle = core.Element(Ota + "Vehicle")!;
        var name = (string?)vendor.Element(Ota + "Vendor")!.Attribute("CompanyShortName");
        var stations = vendor.Element(Ota + "Info")!.Elements(Ota + "LocationDetails").Select(Station).ToArray();
        Assert.Equal(2, stations.Length);
        return new()
        {
            Reference = (string)core.Element(Ota + "Reference")!.Attribute("ID")!,
            BookingUrl = (string?)core.Element(Ota + "Reference")!.Attribute("URL"),
            Vendor = name == supplier ? null : name,
            OnRequest = (string?)core.Attribute(
                "Status") switch { "Available" => false, "OnRequest" => true, var status => throw new FormatException(status) },
            Car = CarOf(vehicle),
            Vehicle = (string)vehicle.Element(Ota + "VehMakeModel")!.Attribute("Name")!,
            Seats = (int?)vehicle.Attribute("PassengerQuantity"),
            Doors = (int?)vehicle.Element(Ota + "VehType")!.Attribute("DoorCount"),
            Bags = (int?)vehicle.Attribute("BaggageQuantity"),
            Image = (string?)vehicle.Element(Ota + "PictureURL"),
            PickUp = stations[0],
            DropOff = stations[1],
            Mileage = core.Descendants(Ota + "RateDistance").Select(MileageOf).SingleOrDefault(),
            FreeCancellation = core.Descendants(Ota + "RateRestrictions").Select(rules => !(bool?)rules.Attribute("CancellationPenaltyInd"))
                .SingleOrDefault(),
            Price = Price(core, avail),
            Terms = SandboxTerms.Parse(core, avail),
        };
    }

    private static OfferStation Station(XElement details)
    {
        var position = details.Descendants(Ota + "Position").SingleOrDefault();
        var (counter, park) = (Facility("CounterLocation"), Facility("ParkLocation"));
        return new((string)details.Attribute("Code")!, (string)details.Attribute("Name")!, (bool?)details.Attribute("AtAirport"))
        {
            Address = (string?)details.Descendants(Ota + "AddressLine").SingleOrDefault(),
            Phone = (string?)details.Element(Ota + "Telephone")?.Attribute("PhoneNumber"),
            Hours = (string?)details.Descendants(Ota + "OperationTime").SingleOrDefault()?.Attribute("Text"),
            Location = position is null ? null : new((double)position.Attribute("Latitude")!, (double)position.Attribute("Longitude")!),
            Access = (counter, park) switch
            {
                (null, null) => null,
                ("1", null) => StationAccess.InTerminal,
                ("1", "2") => StationAccess.CounterInTerminalShuttleToCar,
                ("2", null) => StationAccess.ShuttleOnAirport,
                ("3", null) => StationAccess.ShuttleOffAirport,
                ("4", null) => StationAccess.RailwayStation,
                ("5", null) => StationAccess.Hotel,
                ("6", null) => StationAccess.CarDealer,
                ("7", null) => StationAccess.City,
                ("12", null) => StationAccess.Port,
                ("13", null) => StationAccess.Resort,
                ("16", null) => StationAccess.Shuttle,
                ("25", null) => StationAccess.CallForPickUp,
                ("26", null) => StationAccess.RentalCenter,
                var facility => throw new FormatException($"{facility}"),
            },
        };

        string? Facility(string name) => (string?)details.Descendants(Ota + name).SingleOrDefault()?.Attribute("Location");
    }

    private static Car CarOf(XElement vehicle)
    {
        if ((string?)vehicle.Attribute("Code") is { } code)
        {
            Assert.Equal("ACRISS", (string?)vehicle.Attribute("CodeContext"));
            return Acriss.Decode(code);
        }

        Assert.Null(vehicle.Attribute("CodeContext"));
        return new()
        {
            Size = (string)vehicle.Element(Ota + "VehClass")!.Attribute("Size")! switch
            {
                "1" => CarSize.Mini, "3" => CarSize.Economy, "4" => CarSize.Compact, "6" => CarSize.Intermediate, "7" => CarSize.Standard,
                "8" => CarSize.FullSize, "10" => CarSize.Premium, "9" => CarSize.Luxury, "41" => CarSize.Oversize, "32" => CarSize.Special,
                var size => throw new FormatException(size),
            },
            Type = (string)vehicle.Element(Ota + "VehType")!.Attribute("VehicleCategory")! switch
            {
                "1" => CarType.Car, "8" => CarType.Wagon, "2" => CarType.Van, "3" => CarType.Suv, "22" => CarType.Crossover,
                "4" => CarType.Convertible, "13" => CarType.Sports, "9" => CarType.Pickup, "24" => CarType.Other,
                var category => throw new FormatException(category),
            },
            Transmission = (string?)vehicle.Attribute("TransmissionType") is { } transmission ? Enum.Parse<Transmission>(transmission)
                : null,
            Drive = (string?)vehicle.Attribute(
                "DriveType") switch { "AWD" => Drive.AllWheel, "4WD" => Drive.FourWheel, _ => Drive.Unspecified },
            Fuel = (string?)vehicle.Attribute("FuelType") switch
            {
                "Petrol" => Fuel.Petrol, "Diesel" =>
                    Fuel.Diesel, "Hybrid" => Fuel.Hybrid, "Electric" => Fuel.Electric, "LPG_CompressedGas" => Fuel.Gas,
                "Hydrogen" => Fuel.Hydrogen, "MultiFuel" => Fuel.Multi, "Ethanol" => Fuel.Ethanol, _ => Fuel.Unspecified,
            },
            AirConditioning = (bool?)vehicle.Attribute("AirConditionInd"),
        };
    }

    private static Mileage MileageOf(XElement distance)
    {
        Assert.Equal("RentalPeriod", (string?)distance.Attribute("VehiclePeriodUnitName"));
        var included = (bool)distance.Attribute("Unlimited")! ? null : (int?)distance.Attribute("Quantity")!;
        return new(included, (string?)distance.Attribute("DistUnitName") switch
        {
            "Mile" => DistanceUnit.Miles,
            "Km" => DistanceUnit.Kilometers,
            var unit => throw new FormatException(unit),
        });
    }

    private static OfferPrice Price(XElement core, XElement avail)
    {
        var total = core.Element(Ota + "TotalCharge")!;
        var estimated = Amount(total, "EstimatedTotalAmount")!.Value;
        var charges = core.Descendants(Ota + "VehicleCharge").Where(charge => (string?)charge.Attribute("Purpose") == "1").ToArray();
        var fees = core.Descendants(Ota + "Fee").Where(fee => (string?)fee.Attribute("Purpose") == "26").ToArray();
        var paid = avail.Descendants(Ota + "PaymentRule").SingleOrDefault(rule => (string?)rule.Attribute("PaymentType") == "4");
        var currency = (string)total.Attribute("CurrencyCode")!;
        Assert.All([.. charges, .. fees, .. paid is null ? [] : new[] { paid }], amount =>
            Assert.Equal(currency, (string?)amount.Attribute("CurrencyCode")));
        return new()
        {
            Total = estimated,
            Estimated = total.Attribute("RateTotalAmount") is null,
            Currency = currency,
            Base = charges.Select(charge => Amount(charge, "Amount")).SingleOrDefault(),
            TaxesAndFees = fees.Select(fee => Amount(fee, "Amount")).SingleOrDefault(),
            PayAtPickUp = paid is null ? null : estimated - Amount(paid, "Amount"),
        };
    }

    private static decimal? Amount(XElement element, string attribute) =>
        (string?)element.Attribute(attribute) is { } text
            ? decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null;
}
