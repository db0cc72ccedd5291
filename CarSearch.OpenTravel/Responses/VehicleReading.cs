using System.Xml;
using CarSearch.Cars;

namespace CarSearch.OpenTravel.Responses;

/// <summary>What an answer tells of one car.</summary>
/// <remarks>
/// The ACRISS code is what a booking is for, so it wins over the attributes beside it, which many systems fill with defaults. They tell what the code leaves open:
/// doors, fuel and driven wheels. Where the code stands differs by supplier; only what decodes counts as one.
/// </remarks>
internal sealed class VehicleReading
{
    private const int LongestName = 120;

    private string? code;
    private string? codeContext;
    private string? modelCode;
    private string? carType;
    private string? group;
    private string? assetNumber;
    private string? category;
    private string? size;
    private string? name;
    private string? modelYear;
    private string? description;
    private string? transmission;
    private string? fuel;
    private string? drive;
    private bool? airConditioning;

    /// <summary>Seats.</summary>
    public int? Seats { get; private set; }

    /// <summary>Doors.</summary>
    public int? Doors { get; private set; }

    /// <summary>Bags that fit.</summary>
    public int? Bags { get; private set; }

    /// <summary>What the supplier calls the car: its code, its name, or its class.</summary>
    public string OwnCode => code ?? modelCode ?? carType ?? name ?? modelYear ?? description ?? $"{size}/{category}";

    /// <summary>Forgets the car.</summary>
    public void Clear()
    {
        code = codeContext = modelCode = carType = group = assetNumber = category = size = name = modelYear = description = transmission = fuel = drive = null;
        airConditioning = null;
        Seats = Doors = Bags = null;
    }

    /// <summary>Reads element Vehicle.</summary>
    public void ReadVehicle(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "AirConditionInd": airConditioning = LenientValues.Flag(xml.Value); break;
                case "TransmissionType": transmission = xml.Value; break;
                case "FuelType": fuel = xml.Value; break;
                case "DriveType": drive = xml.Value; break;
                case "PassengerQuantity": Seats = Within(LenientValues.Least(xml.Value), 1, 60); break;
                case "BaggageQuantity": Bags = Within(LenientValues.Least(xml.Value), 0, 60); break;
                case "Code": code = LenientValues.Text(xml.Value); break;
                case "CodeContext": codeContext = xml.Value; break;
                case "VendorCarType": carType = LenientValues.Text(xml.Value); break;
                case "Description": description = xml.Value; break;
            }
        }
    }

    /// <summary>Reads element VehType. Some have two: what the first tells stays.</summary>
    public void ReadType(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "VehicleCategory": category ??= LenientValues.Text(xml.Value); break;
                case "DoorCount" or "doorCount": Doors ??= Within(LenientValues.Most(xml.Value), 1, 10); break;
            }
        }
    }

    /// <summary>Reads element VehClass.</summary>
    public void ReadClass(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName is "Size")
            {
                size ??= LenientValues.Text(xml.Value);
            }
        }
    }

    /// <summary>Reads element VehMakeModel.</summary>
    public void ReadModel(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Name": name = LenientValues.Text(xml.Value); break;
                case "Code": modelCode = LenientValues.Text(xml.Value); break;
                case "ModelYear": modelYear = LenientValues.Text(xml.Value); break;
            }
        }
    }

    /// <summary>Reads element VehGroup.</summary>
    public void ReadGroup(XmlReader xml) => group = LenientValues.Text(xml.GetAttribute("GroupValue"));

    /// <summary>Reads element VehIdentity.</summary>
    public void ReadIdentity(XmlReader xml) => assetNumber = LenientValues.Text(xml.GetAttribute("VehicleAssetNumber"));

    /// <summary>The class of car; null when the answer does not tell it.</summary>
    public Car? Car()
    {
        if (Acriss() is not { } car)
        {
            return CarOfClass();
        }

        var (isFuelOpen, isDriveOpen) = (car.Fuel is Fuel.Unspecified && fuel is not null, car.Drive is Drive.Unspecified && drive is not null);
        var (itsFuel, itsDrive) = (isFuelOpen ? FuelOf(fuel) : car.Fuel, isDriveOpen ? DriveOf(drive) : car.Drive);
        return itsFuel == car.Fuel && itsDrive == car.Drive ? car : car with { Fuel = itsFuel, Drive = itsDrive };
    }

    /// <summary>The example model, or the class in words.</summary>
    public string Vehicle(Car car) =>
        LenientValues.Line(name, LongestName)
        ?? (modelYear?.Any(char.IsLetter) is true ? LenientValues.Line(modelYear, LongestName) : null)
        ?? LenientValues.Line(description, LongestName)
        ?? InWords(car);

    private static string InWords(Car car)
    {
        var size = car.Size is CarSize.FullSize ? "Full-size" : car.Size.ToString();
        return car.Type switch
        {
            CarType.Suv => $"{size} SUV",
            CarType.Sports => $"{size} sports car",
            CarType.Other => $"{size} vehicle",
            var type => $"{size} {CarWords.Types[(int)type]}",
        };
    }

    private Car? Acriss()
    {
        var isNamed = codeContext is not null
            && (codeContext.Contains("SIPP", StringComparison.OrdinalIgnoreCase) || codeContext.Contains("ACRISS", StringComparison.OrdinalIgnoreCase));
        return (isNamed ? Decode(code) : null)
            ?? Decode(modelCode) ?? Decode(carType) ?? Decode(group) ?? Decode(code) ?? Decode(assetNumber) ?? Decode(category);
    }

    private Car? CarOfClass()
    {
        if (VehicleClasses.OfSize(size) is not { } known)
        {
            return null;
        }

        return new Car
        {
            Size = known.Size,
            Type = known.Type ?? VehicleClasses.OfCategory(category) ?? CarType.Car,
            Transmission = Is(transmission, "Automatic") ? Transmission.Automatic : Is(transmission, "Manual") ? Transmission.Manual : null,
            Drive = DriveOf(drive),
            Fuel = FuelOf(fuel),
            AirConditioning = airConditioning,
        };
    }

    private static Car? Decode(string? letters) => letters is { Length: 4 } && Cars.Acriss.TryDecode(letters, out var car) ? car : null;

    // The words of OTA_VehicleCommonTypes.xsd.
    private static Fuel FuelOf(string? word) =>
        Is(word, "Petrol") ? Fuel.Petrol
        : Is(word, "Diesel") ? Fuel.Diesel
        : Is(word, "Hybrid") ? Fuel.Hybrid
        : Is(word, "Electric") ? Fuel.Electric
        : Is(word, "LPG_CompressedGas") ? Fuel.Gas
        : Is(word, "Hydrogen") ? Fuel.Hydrogen
        : Is(word, "MultiFuel") ? Fuel.Multi
        : Is(word, "Ethanol") ? Fuel.Ethanol
        : Fuel.Unspecified;

    private static Drive DriveOf(string? word) => Is(word, "AWD") ? Drive.AllWheel : Is(word, "4WD") ? Drive.FourWheel : Drive.Unspecified;

    private static bool Is(string? word, string other) => other.Equals(word?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static int? Within(int? value, int least, int most) => value >= least && value <= most ? value : null;
}
